package io.t4.cli;

import io.t4.error.FormatException;
import io.t4.error.InvalidMetadataException;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object on the command line: the text itself, or {@code @} and the name of a file. */
record JsonArgument(String text) {

  /**
   * The members of the object.
   *
   * @throws InvalidMetadataException if it is not a JSON object, or the file can't be read
   */
  Map<String, @Nullable Object> members() {
    try {
      String json = text.startsWith("@") ? Files.readString(Path.of(text.substring(1))) : text;
      return Json.readObject(json, JsonReading.STRICT);
    } catch (IOException e) {
      String reason = e instanceof NoSuchFileException ? "there is no such file" : e.toString();
      throw new InvalidMetadataException("cannot read " + text + ": " + reason, e);
    } catch (FormatException e) {
      throw new InvalidMetadataException(
          "'%s' is not a JSON object such as {\"name\": \"thor\"}: %s"
              .formatted(text, e.getMessage()),
          e);
    }
  }
}
