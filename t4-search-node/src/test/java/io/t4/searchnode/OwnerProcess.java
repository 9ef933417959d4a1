package io.t4.searchnode;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link SearchNodeOwner} that has started its node. */
record OwnerProcess(Process process, URI uri, ProcessHandle node, Path log)
    implements AutoCloseable {

  static OwnerProcess start(String classPath, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, SearchNodeOwner.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader output = process.inputReader();
    URI uri = URI.create(output.readLine());
    ProcessHandle node = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    return new OwnerProcess(process, uri, node, Path.of(output.readLine()));
  }

  static OwnerProcess start(String... options) throws IOException {
    return start(System.getProperty("java.class.path"), Map.of(), options);
  }

  /** The folder of jars and the classes that the tests run on. */
  static String[] classPathEntries() {
    return System.getProperty("java.class.path").split(File.pathSeparator);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
