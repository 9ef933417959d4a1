package io.t4.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a program needs in its environment to use a sandbox.
 *
 * @param environment variables by name, in order
 */
record SandboxSettings(Map<String, String> environment) {
  static SandboxSettings of(URI endpoint) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_ENDPOINT_URL_S3", endpoint.toString());
    environment.put("AWS_REGION", "us-east-1");
    // The sandbox takes any.
    environment.put("AWS_ACCESS_KEY_ID", "sandbox");
    environment.put("AWS_SECRET_ACCESS_KEY", "sandbox");
    return new SandboxSettings(environment);
  }

  /** Lines for a shell, and how to use them. */
  String explanation() {
    StringBuilder text = new StringBuilder("To use it from another terminal:\n");
    environment.forEach(
        (name, value) ->
            text.append("  export ").append(name).append('=').append(value).append('\n'));
    return text.append("Ctrl-C stops it.\n").toString();
  }
}
