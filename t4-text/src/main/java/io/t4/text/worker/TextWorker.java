package io.t4.text.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a worker's process: takes {@link Request}s from standard input and writes
 * {@link Answer}s to standard output, after one byte that says it is ready. It ends when standard
 * input does, which the operating system sees to when the process that started it dies, even while
 * a parser hangs.
 *
 * <p>Arguments: the most characters of a text, the most bytes that packed content may have, and the
 * directory of {@link TemporaryFiles} to delete at the end.
 */
public final class TextWorker {
  /** The byte that says that the worker is ready. */
  public static final int READY = 'T';

  /** How full the memory may be after a collection, as a share. */
  private static final double MAX_KEPT = 0.5;

  private static final Set<String> NETWORK = Set.of("http", "https", "ftp");

  private final int maxCharacters;
  private final long maxBytes;
  private final Path directory;
  private final Iterator<TextFormat> unseen = ServiceLoader.load(TextFormat.class).iterator();
  private final Map<String, TextFormat> formats = new HashMap<>();

  private TextWorker(int maxCharacters, long maxBytes, Path directory) {
    this.maxCharacters = maxCharacters;
    this.maxBytes = maxBytes;
    this.directory = directory;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    InputStream requests = System.in;
    OutputStream answers = System.out;
    System.setIn(InputStream.nullInputStream());
    System.setOut(System.err);
    URL.setURLStreamHandlerFactory(TextWorker::refuseNetwork);
    TemporaryFiles files = new TemporaryFiles(Path.of(arguments[2]));
    TextWorker worker =
        new TextWorker(
            Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), files.directory());

    SynchronousQueue<Request> queue = new SynchronousQueue<>();
    Thread reader = new Thread(() -> takeRequests(requests, queue, files), "requests");
    reader.setDaemon(true);
    reader.start();
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(answers, 1 << 16));
    out.writeByte(READY);
    out.flush();
    while (true) {
      worker.answer(queue.take()).write(out);
    }
  }

  /** Ends the process when there are no more, whatever happens on the way. */
  private static void takeRequests(
      InputStream requests, SynchronousQueue<Request> queue, TemporaryFiles files) {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(requests))) {
      while (true) {
        queue.put(Request.read(in));
      }
    } catch (IOException | InterruptedException e) {
      delete(files);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void delete(TemporaryFiles files) {
    try {
      files.delete();
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  /** No parser needs it; what asks for it is a trick in a document. */
  private static @Nullable URLStreamHandler refuseNetwork(String protocol) {
    if (!NETWORK.contains(protocol)) {
      return null;
    }
    return new URLStreamHandler() {
      @Override
      protected URLConnection openConnection(URL url) throws IOException {
        throw new IOException("no network here: " + url);
      }
    };
  }

  private Answer answer(Request request) {
    TextBuffer text = new TextBuffer(maxCharacters);
    Answer.Result result = Answer.Result.COMPLETE;
    String detail = "";
    try (Content content = new Content(request, maxBytes)) {
      format(request.format()).read(content, text);
    } catch (TextBuffer.FullException e) {
      // The buffer knows.
    } catch (ContentException e) {
      result = e.result();
      detail = String.valueOf(e.getMessage());
    } catch (StackOverflowError e) {
      result = Answer.Result.MALFORMED;
      detail = "the content is nested too deep";
    } catch (Exception e) {
      Throwable cause = innermost(e);
      result =
          cause instanceof Content.TooManyBytesException
              ? Answer.Result.TOO_LARGE
              : Answer.Result.MALFORMED;
      detail = describe(cause, request);
    } catch (LinkageError e) {
      result = Answer.Result.UNSUPPORTED;
      detail = "no parser for a part of the content: " + e.getMessage();
    }
    // However a parser wrapped or swallowed it.
    if (text.isFull()) {
      result = Answer.Result.TRUNCATED;
      detail = text.reason();
    }
    return new Answer(result, condition(), text.toString(), detail);
  }

  private TextFormat format(String name) {
    // Not all at once: the plain one is first, and the others bring many classes.
    while (!formats.containsKey(name) && unseen.hasNext()) {
      TextFormat next = unseen.next();
      formats.put(next.name(), next);
    }
    TextFormat format = formats.get(name);
    if (format == null) {
      throw new IllegalStateException("no format is called " + name);
    }
    return format;
  }

  /** The cause that says most. */
  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private String describe(Throwable cause, Request request) {
    if (cause instanceof Content.TooManyBytesException) {
      return String.valueOf(cause.getMessage());
    }
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return (cause.getClass().getSimpleName() + message)
        .replace(request.file().toString(), request.name())
        .replace(directory.toString(), "");
  }

  private static Answer.Condition condition() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage kept = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP
          && pool.isUsageThresholdSupported()
          && kept != null
          && kept.getUsed() > MAX_KEPT * kept.getMax()) {
        return Answer.Condition.SPENT;
      }
    }
    return Answer.Condition.FIT;
  }
}
