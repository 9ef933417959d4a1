package io.t4.storage;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A store that can hand out URLs with which anyone may read or write one object for a while. */
public interface SupportsPresigning {
  /** The longest validity of a signature, seven days: a rule of AWS Signature Version 4. */
  Duration MAX_VALIDITY = Duration.ofDays(7);

  /**
   * A URL that answers a plain GET with the object.
   *
   * @param versionId a version, or null for whatever is current when the URL is used
   * @param validity more than zero, at most {@link #MAX_VALIDITY}
   * @throws IllegalArgumentException if the validity is not
   */
  URI presignGet(String key, @Nullable String versionId, Duration validity) throws IOException;

  /**
   * A URL that takes the object's content by a plain PUT, without metadata.
   *
   * @param validity more than zero, at most {@link #MAX_VALIDITY}
   * @throws IllegalArgumentException if the validity is not
   */
  URI presignPut(String key, Duration validity) throws IOException;
}
