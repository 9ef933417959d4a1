package io.t4.cli;

/**
 * A resource that is also closed when the process is told to end, by Ctrl-C or SIGTERM.
 *
 * @param <T> the resource; closing it twice must do no harm
 */
final class StoppedWithProcess<T extends AutoCloseable> implements AutoCloseable {
  private final T resource;
  private final Thread hook;

  private StoppedWithProcess(T resource) {
    this.resource = resource;
    this.hook = new Thread(this::closeResource, "close " + resource.getClass().getSimpleName());
  }

  static <T extends AutoCloseable> StoppedWithProcess<T> of(T resource) {
    StoppedWithProcess<T> stopped = new StoppedWithProcess<>(resource);
    Runtime.getRuntime().addShutdownHook(stopped.hook);
    return stopped;
  }

  T get() {
    return resource;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      return; // The hook closes it.
    }
    closeResource();
  }

  private void closeResource() {
    try {
      resource.close();
    } catch (Exception e) {
      System.err.println("t4: " + PrintableText.lines(String.valueOf(e.getMessage())));
    }
  }
}
