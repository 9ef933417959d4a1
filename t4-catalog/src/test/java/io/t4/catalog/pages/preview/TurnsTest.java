package io.t4.catalog.pages.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void fewWaitAndTheOthersAreRefusedAtOnce() throws Exception {
    Turns turns = new Turns(1);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(60);
    try {
      List<Future<Boolean>> asked = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        asked.add(threads.submit(() -> isDone(turns, end)));
      }
      await().until(() -> asked.stream().filter(Future::isDone).count() > 30);
      end.countDown();
      int done = 0;
      for (Future<Boolean> one : asked) {
        done += one.get() ? 1 : 0;
      }
      assertThat(done).isBetween(1, 29);
    } finally {
      threads.shutdownNow();
    }
    assertThat(turns.take(() -> "free")).isEqualTo("free");
  }

  private static boolean isDone(Turns turns, CountDownLatch end) throws IOException {
    try {
      return turns.take(
          () -> {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return true;
          });
    } catch (BusyException e) {
      return false;
    }
  }

  @Test
  void whatFailsGivesItsTurnBack() throws Exception {
    Turns turns = new Turns(1);
    assertThatThrownBy(
            () ->
                turns.take(
                    () -> {
                      throw new IOException("broken");
                    }))
        .hasMessage("broken");
    assertThat(turns.take(() -> 1)).isEqualTo(1);
  }
}
