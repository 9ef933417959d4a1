package io.t4.transfer;

import io.t4.hashing.ChunkSize;
import io.t4.hashing.Digests;
import io.t4.hashing.HashAlgorithm;
import io.t4.storage.Content;
import io.t4.storage.ObjectStore;
import io.t4.storage.SupportsMultipart;
import io.t4.storage.SupportsMultipart.UploadedPart;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends local content to a store. */
final class Upload {
  private final Parallelism parallelism;
  private final TransferListener listener;

  Upload(Parallelism parallelism, TransferListener listener) {
    this.parallelism = parallelism;
    this.listener = listener;
  }

  HashedWrite file(ObjectStore store, String key, Path file, WriteOptions options)
      throws IOException {
    SourceFile source = SourceFile.of(file);
    PartPlan plan = PartPlan.upload(file.toString(), source.size(), store.limits());
    try {
      return plan.count() > 1 && store instanceof SupportsMultipart multipart
          ? inParts(multipart, key, source, plan, options)
          : content(store, key, source.content(), options);
    } catch (IOException e) {
      source.requireUnchanged(e);
      throw e;
    }
  }

  /** Sends content that fits one request. */
  HashedWrite content(ObjectStore store, String key, Content content, WriteOptions options)
      throws IOException {
    String sha256 = Digests.sha256Base64(content);
    WriteResult result = store.put(key, counted(key, content), options.withSha256(sha256));
    boolean oneChunk = content.size() <= ChunkSize.of(content.size());
    return new HashedWrite(
        result, oneChunk ? HashAlgorithm.chunkedOfWhole(sha256, content.size()) : null);
  }

  private HashedWrite inParts(
      SupportsMultipart store, String key, SourceFile source, PartPlan plan, WriteOptions options)
      throws IOException {
    Queue<UploadedPart> done = new ConcurrentLinkedQueue<>();
    String[] digests = new String[plan.count()];
    WriteResult result =
        MultipartWrite.run(
            store,
            key,
            options,
            uploadId -> {
              parallelism.forEachPart(
                  plan.ranges(),
                  range -> {
                    Content slice = source.slice(range);
                    int number = plan.number(range);
                    String sha256 = Digests.sha256Base64(slice);
                    digests[number - 1] = sha256;
                    done.add(store.uploadPart(key, uploadId, number, counted(key, slice), sha256));
                  });
              source.requireUnchanged(null);
              return inOrder(done);
            });
    boolean chunks = plan.partSize() == ChunkSize.of(plan.size());
    return new HashedWrite(
        result, chunks ? HashAlgorithm.chunkedOfChunks(Arrays.asList(digests)) : null);
  }

  private Content counted(String key, Content content) {
    return new CountedContent(content, n -> listener.progressed(key, n));
  }

  static List<UploadedPart> inOrder(Queue<UploadedPart> parts) {
    return parts.stream().sorted(Comparator.comparingInt(UploadedPart::number)).toList();
  }
}
