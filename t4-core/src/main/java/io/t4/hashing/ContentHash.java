package io.t4.hashing;

import java.util.Optional;

/**
 * A hash of content as a manifest has it.
 *
 * @param type such as {@code sha2-256-chunked}; possibly one that only later versions know
 * @param value in the form of its type
 */
public record ContentHash(String type, String value) {

  /** How such a hash is made; empty if that is unknown here, so that it can't be checked. */
  public Optional<HashAlgorithm> algorithm() {
    return HashAlgorithm.ofType(type);
  }

  /** {@code type:value}, for messages. */
  @Override
  public String toString() {
    return type + ":" + value;
  }
}
