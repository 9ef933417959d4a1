package io.t4.error;

import org.jspecify.annotations.Nullable;

/** A configuration value or file is malformed or unknown. */
public class ConfigException extends InvalidInputException {
  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
