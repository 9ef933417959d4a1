package io.t4.catalog.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.buckets.ServedBuckets;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/**
 * How much of each bucket is in the index, is waiting, was given up; asked when it is collected.
 */
@Component
final class BucketGauges implements MeterBinder {
  private final ServedBuckets buckets;

  BucketGauges(ServedBuckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (ServedBucket bucket : buckets.all()) {
      gauge(registry, bucket, "documents", known -> known.index().count());
      gauge(registry, bucket, "waiting", known -> known.indexing().status().waiting());
      gauge(registry, bucket, "dead.letters", known -> known.indexing().status().deadLetters());
    }
  }

  private static void gauge(
      MeterRegistry registry,
      ServedBucket bucket,
      String name,
      ToDoubleFunction<ServedBucket> value) {
    Gauge.builder("t4.catalog." + name, bucket, value)
        .tag("bucket", bucket.uri())
        .strongReference(true)
        .register(registry);
  }
}
