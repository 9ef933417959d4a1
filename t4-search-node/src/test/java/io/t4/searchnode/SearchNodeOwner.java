package io.t4.searchnode;

import java.nio.file.Path;

/**
 * A process that starts a search node, prints its address and process, and waits to be killed. With
 * an argument, that is the data directory.
 */
final class SearchNodeOwner {
  private SearchNodeOwner() {}

  public static void main(String[] arguments) throws InterruptedException {
    SearchNode.Builder builder = SearchNode.builder();
    if (arguments.length > 0) {
      builder.data(Path.of(arguments[0]));
    }
    SearchNode node = builder.start();
    System.out.println(node.uri());
    System.out.println(node.pid());
    System.out.println(node.logFile());
    node.awaitExit();
  }
}
