package io.t4.sandbox;

/** A process that starts a sandbox, prints endpoint and log file, and waits to be killed. */
final class SandboxOwner {
  private SandboxOwner() {}

  public static void main(String[] arguments) throws InterruptedException {
    Sandbox sandbox = Sandbox.builder().start();
    System.out.println(sandbox.endpoint());
    System.out.println(sandbox.logFile());
    sandbox.awaitExit();
  }
}
