package io.t4.catalog.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairThreadsTest {
  private final FairThreads threads = new FairThreads(2);
  private final List<String> run = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  private Runnable waiting(String name, CountDownLatch started, CountDownLatch end) {
    return () -> {
      run.add(name);
      started.countDown();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Test
  void whoCameLaterDoesNotWaitForAllThatOthersQueued() throws InterruptedException {
    Executor slow = threads.share();
    Executor quick = threads.share();
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch firstEnds = new CountDownLatch(1);
    CountDownLatch bothStarted = new CountDownLatch(2);
    slow.execute(waiting("slow", bothStarted, firstEnds));
    slow.execute(waiting("slow", bothStarted, never));
    assertThat(bothStarted.await(30, TimeUnit.SECONDS)).isTrue();
    CountDownLatch furtherStarted = new CountDownLatch(1);
    for (int i = 0; i < 50; i++) {
      slow.execute(waiting("slow further", furtherStarted, never));
    }
    CountDownLatch quickDone = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      quick.execute(
          () -> {
            run.add("quick");
            quickDone.countDown();
          });
    }
    assertThat(run).containsExactly("slow", "slow");

    firstEnds.countDown();
    assertThat(quickDone.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(furtherStarted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(run).hasSize(23).endsWith("slow further");
  }

  @Test
  void aTaskThatFailsCostsNoThread() throws InterruptedException {
    Executor share = threads.share();
    CountDownLatch done = new CountDownLatch(10);
    for (int i = 0; i < 10; i++) {
      share.execute(
          new FutureTask<Void>(
              () -> {
                done.countDown();
                throw new IllegalStateException("as expected");
              }));
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
