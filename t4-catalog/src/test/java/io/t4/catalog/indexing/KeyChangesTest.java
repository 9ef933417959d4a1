package io.t4.catalog.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyChangesTest {
  private final KeyChanges changes = new KeyChanges(Duration.ofHours(1), 2);

  private void tell(String key) {
    CompletableFuture<Void> unused = changes.add(key);
  }

  @Test
  void hasRoomForSoManyKeysAndTellsWhenThereIsNone() {
    assertThat(changes.add("a")).isNotNull();
    assertThat(changes.remind("b")).isTrue();
    assertThat(changes.add("c")).isNull();
    assertThat(changes.remind("c")).isFalse();
    assertThat(changes.add("a")).isNotNull();
    assertThat(changes.size()).isEqualTo(2);
  }

  @Test
  void looksAtOnceOnlyAtWhatIsNew() throws InterruptedException {
    tell("a");
    changes.retry(changes.take(10).get(0));
    changes.remind("a");
    tell("b");
    assertThat(changes.take(10)).extracting(KeyChanges.Change::key).containsExactly("b");

    tell("a");
    assertThat(changes.take(10)).extracting(KeyChanges.Change::attempt).containsExactly(1);
  }

  @Test
  void countsAttemptsOnlyOfWhatWasTried() throws InterruptedException {
    tell("a");
    changes.putBack(changes.take(1).get(0), Duration.ZERO);
    KeyChanges.Change again = changes.take(1).get(0);
    assertThat(again.attempt()).isEqualTo(1);
    changes.retry(again);
    assertThat(changes.size()).isEqualTo(1);
  }

  @Test
  void tellsWhoWaitedForAFailedAttemptOfTheNewerOne() throws InterruptedException {
    CompletableFuture<Void> first = changes.add("a");
    KeyChanges.Change failed = changes.take(1).get(0);
    tell("a");
    changes.retry(failed);
    assertThat(first).isNotDone();
    changes.take(1).get(0).done().complete(null);
    assertThat(first).isCompleted();
  }

  @Test
  void failsWhatIsAbandoned() {
    CompletableFuture<Void> waiting = changes.add("a");
    changes.abandon(new CancellationException("the end"));
    assertThat(waiting).isCompletedExceptionally();
    assertThat(changes.size()).isZero();
  }

  @Test
  void aReminderWhileAKeyIsTriedDoesNotMakeItAllNew() throws InterruptedException {
    KeyChanges changes = new KeyChanges(Duration.ofMillis(1));
    assertThat(changes.add("a")).isNotNull();
    KeyChanges.Change tried = changes.take(1).get(0);
    assertThat(changes.remind("a")).isTrue();
    changes.retry(tried);
    KeyChanges.Change again = changes.take(1).get(0);
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.done()).isSameAs(tried.done());
    assertThat(changes.size()).isZero();

    // News do.
    assertThat(changes.add("a")).isNotNull();
    changes.retry(again);
    assertThat(changes.take(1).get(0).attempt()).isEqualTo(1);
  }
}
