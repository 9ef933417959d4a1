package io.t4.transfer;

import io.t4.storage.ByteRange;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.SupportsMultipart;
import io.t4.storage.SupportsMultipart.UploadedPart;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Copies objects inside a storage service, without moving their content through this process. */
final class Copy {
  private final Parallelism parallelism;
  private final TransferListener listener;

  Copy(Parallelism parallelism, TransferListener listener) {
    this.parallelism = parallelism;
    this.listener = listener;
  }

  WriteResult object(
      ObjectStore source, ObjectStat object, ObjectStore store, String key, WriteOptions options)
      throws IOException {
    if (object.size() <= store.limits().maxCopySize()
        || !(store instanceof SupportsMultipart multipart)) {
      WriteResult result = store.copy(source, object, key, options);
      listener.progressed(key, object.size());
      return result;
    }
    PartPlan plan = PartPlan.copy(object.key(), object.size(), store.limits());
    Queue<UploadedPart> done = new ConcurrentLinkedQueue<>();
    return MultipartWrite.run(
        multipart,
        key,
        options,
        uploadId -> {
          parallelism.forEachPart(
              plan.ranges(),
              range -> {
                done.add(part(source, object, range, multipart, key, uploadId, plan));
                listener.progressed(key, range.length());
              });
          return Upload.inOrder(done);
        });
  }

  private static UploadedPart part(
      ObjectStore source,
      ObjectStat object,
      ByteRange range,
      SupportsMultipart store,
      String key,
      String uploadId,
      PartPlan plan)
      throws IOException {
    return store.copyPart(source, object, range, key, uploadId, plan.number(range));
  }
}
