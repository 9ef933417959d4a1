package io.t4.catalog.events;

import io.awspring.cloud.sqs.listener.AsyncMessageListener;
import io.awspring.cloud.sqs.listener.QueueNotFoundStrategy;
import io.awspring.cloud.sqs.listener.SqsMessageListenerContainer;
import io.awspring.cloud.sqs.listener.acknowledgement.handler.AcknowledgementMode;
import io.t4.catalog.settings.CatalogSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClientBuilder;

/**
 * Takes notifications from SQS queues. A message is deleted when what it tells of was indexed or
 * given up; what isn't deleted comes again. One that nobody can read stays for the queue's own
 * redrive policy.
 */
@Component
final class QueueEvents implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(QueueEvents.class);

  /** They wait until the index has what they tell of, and are indexed together. */
  private static final int MESSAGES_AT_A_TIME = 200;

  /** How long a request waits for messages; nothing interrupts it, so that a stop waits, too. */
  private static final Duration POLL = Duration.ofSeconds(2);

  /** What isn't indexed by then comes again after the next start. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(4);

  private final ChangedObjects changedObjects;
  private final CatalogSettings settings;
  private final List<SqsMessageListenerContainer<String>> containers = new ArrayList<>();
  private @Nullable SqsAsyncClient client;

  QueueEvents(ChangedObjects changedObjects, CatalogSettings settings) {
    this.changedObjects = changedObjects;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    List<String> queues = settings.events().queues();
    if (queues.isEmpty()) {
      return;
    }
    SqsAsyncClient opened = connect();
    client = opened;
    for (String queue : queues) {
      SqsMessageListenerContainer<String> container = listen(opened, queue);
      containers.add(container);
      container.start();
      LOG.info("listening to {}", queue);
    }
  }

  private SqsAsyncClient connect() {
    SqsAsyncClientBuilder builder = SqsAsyncClient.builder();
    if (settings.region() != null) {
      builder.region(Region.of(settings.region()));
    }
    if (settings.events().sqsEndpointUrl() != null) {
      builder.endpointOverride(URI.create(settings.events().sqsEndpointUrl()));
    }
    return builder.build();
  }

  private SqsMessageListenerContainer<String> listen(SqsAsyncClient sqs, String queue) {
    AsyncMessageListener<String> listener =
        message -> changedObjects.notified(message.getPayload());
    return SqsMessageListenerContainer.<String>builder()
        .sqsAsyncClient(sqs)
        .queueNames(queue)
        .configure(
            options ->
                options
                    .acknowledgementMode(AcknowledgementMode.ON_SUCCESS)
                    .maxConcurrentMessages(MESSAGES_AT_A_TIME)
                    .pollTimeout(POLL)
                    .listenerShutdownTimeout(SHUTDOWN)
                    .acknowledgementShutdownTimeout(SHUTDOWN)
                    .queueNotFoundStrategy(QueueNotFoundStrategy.FAIL))
        .asyncMessageListener(listener)
        .build();
  }

  @Override
  public synchronized void stop() {
    for (SqsMessageListenerContainer<String> container : containers) {
      try {
        container.stop();
      } catch (RuntimeException e) {
        // Its polls that are under way may end while it ends them, and it stumbles over that.
        LOG.debug("cannot end listening", e);
      }
    }
    containers.clear();
    if (client != null) {
      client.close();
      client = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return !containers.isEmpty();
  }
}
