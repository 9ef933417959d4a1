package io.t4.transfer;

import io.t4.storage.Listing;
import io.t4.storage.ObjectKeys;
import io.t4.storage.local.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/**
 * The files below a directory, in the order of the keys that they get; one directory a level is in
 * memory.
 *
 * <p>A {@code .quiltignore} at the root, in the syntax of {@code .gitignore}, leaves files out.
 * Symbolic links to files inside the tree count as the files; other links, and what is neither file
 * nor directory, are left out and reported. Links to directories are never followed, so a loop
 * can't catch the walk.
 */
public final class FileTree implements Listing<FileTree.Entry> {
  private static final String IGNORE_FILE = ".quiltignore";

  /**
   * A file.
   *
   * @param relativeKey its path below the root, with {@code /}
   */
  public record Entry(Path file, String relativeKey) {}

  private record Node(Path path, String key, boolean directory) {}

  private final Path root;
  private final IgnoreNode ignored;
  private final Consumer<String> leftOut;
  private final Deque<Iterator<Node>> levels = new ArrayDeque<>();
  private @Nullable Entry next;

  /**
   * @param leftOut told of each file that is left out though no rule asks for it
   */
  public FileTree(Path directory, Consumer<String> leftOut) throws IOException {
    this(directory.toRealPath(), leftOut, ignoreRules(directory.toRealPath()));
  }

  private FileTree(Path root, Consumer<String> leftOut, IgnoreNode ignored) throws IOException {
    this.root = root;
    this.leftOut = leftOut;
    this.ignored = ignored;
    levels.push(children(root, ""));
  }

  /** The tree with what a {@code .quiltignore} would leave out. */
  public static FileTree withIgnored(Path directory, Consumer<String> leftOut) throws IOException {
    return new FileTree(directory.toRealPath(), leftOut, new IgnoreNode());
  }

  @Override
  public boolean hasNext() throws IOException {
    while (next == null && !levels.isEmpty()) {
      Iterator<Node> level = levels.element();
      if (!level.hasNext()) {
        levels.pop();
        continue;
      }
      Node node = level.next();
      if (node.directory && isText(node.path)) {
        levels.push(children(node.path, node.key));
      } else if (!node.directory && isText(node.path) && isPlainFile(node.path)) {
        next = new Entry(node.path, node.key);
      }
    }
    return next != null;
  }

  @Override
  public Entry next() throws IOException {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Entry entry = next;
    next = null;
    return entry;
  }

  @Override
  public void close() {
    levels.clear();
  }

  private Iterator<Node> children(Path directory, String prefix) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths
          .map(path -> node(path, prefix))
          .filter(node -> !isIgnored(node))
          .sorted(Comparator.comparing(Node::key, ObjectKeys.ORDER))
          .toList()
          .iterator();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Node node(Path path, String prefix) {
    boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    return new Node(path, prefix + path.getFileName() + (directory ? "/" : ""), directory);
  }

  private boolean isIgnored(Node node) {
    if (AtomicFile.isTemporary(String.valueOf(node.path.getFileName()))) {
      return true;
    }
    String path = node.directory ? node.key.substring(0, node.key.length() - 1) : node.key;
    return Boolean.TRUE.equals(ignored.checkIgnored(path, node.directory));
  }

  /** Whether the name went from bytes to text without loss. */
  private boolean isText(Path path) {
    if (path.equals(path.resolveSibling(String.valueOf(path.getFileName())))) {
      return true;
    }
    // Two such names could become one key, and none of them would come back as it was.
    leftOut.accept(path + " has a name that is no text in the system's encoding");
    return false;
  }

  private boolean isPlainFile(Path path) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (!Files.isSymbolicLink(path)) {
      leftOut.accept(path + " is neither a file nor a directory");
      return false;
    }
    Path target;
    try {
      target = path.toRealPath();
    } catch (IOException e) {
      leftOut.accept(path + " is a symbolic link that leads nowhere or in a circle");
      return false;
    }
    if (!target.startsWith(root)) {
      leftOut.accept(path + " is a symbolic link out of " + root);
      return false;
    }
    if (!Files.isRegularFile(target)) {
      leftOut.accept(path + " is a symbolic link to a directory");
      return false;
    }
    return true;
  }

  private static IgnoreNode ignoreRules(Path root) throws IOException {
    IgnoreNode rules = new IgnoreNode();
    Path file = root.resolve(IGNORE_FILE);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe would be waited for.
      throw new IOException(file + " is no file; it must hold the rules for what is left out");
    }
    try (InputStream in = Files.newInputStream(file)) {
      rules.parse(IGNORE_FILE, in);
    } catch (NoSuchFileException e) {
      // No rules, nothing is ignored.
    }
    return rules;
  }
}
