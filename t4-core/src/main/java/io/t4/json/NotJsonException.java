package io.t4.json;

import io.t4.error.InvalidInputException;

/**
 * A value has no JSON form. The message begins with the path of the offending part, such as {@code
 * user_meta.a[3]}.
 */
public final class NotJsonException extends InvalidInputException {
  NotJsonException(String path, String problem) {
    super(path + " " + problem);
  }
}
