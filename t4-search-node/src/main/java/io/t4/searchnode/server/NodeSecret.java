package io.t4.searchnode.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How the secret of a node comes to it, and to its requests. */
public final class NodeSecret {
  /** The name of the user whose password the secret is. */
  public static final String USER = "t4";

  /** The environment variable with the secret: unlike arguments, only its owner sees it. */
  public static final String VARIABLE = "T4_SEARCH_NODE_SECRET";

  private NodeSecret() {}

  /** What requests have as {@code Authorization}. */
  static String authorization(String secret) {
    byte[] credentials = (USER + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }
}
