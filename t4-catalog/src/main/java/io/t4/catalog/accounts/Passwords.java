package io.t4.catalog.accounts;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes passwords, and compares them with hashes. Thread safe. */
@Component
public class Passwords {
  private static final int MIN_CHARACTERS = 12;

  /** What bcrypt looks at. */
  private static final int MAX_BYTES = 72;

  private final PasswordEncoder encoder =
      PasswordEncoderFactories.createDelegatingPasswordEncoder();

  /** Of what nobody's password is, so that it takes as long to refuse those who have none. */
  private final String nobodys = encode("this is nobody's password");

  /**
   * The hash of a new password.
   *
   * @throws InvalidAccountException if it is too short or too long
   */
  String hash(String password) {
    if (password.length() < MIN_CHARACTERS
        || password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidAccountException(
          "a password has at least %d characters and at most %d bytes"
              .formatted(MIN_CHARACTERS, MAX_BYTES));
    }
    return encode(password);
  }

  private String encode(String password) {
    String hash = encoder.encode(password);
    if (hash == null) {
      throw new IllegalStateException("the encoder made no hash");
    }
    return hash;
  }

  /**
   * Whether a password is right, in a time that does not depend on the answer, nor on whether there
   * is a hash.
   *
   * @param hash null for an account that has none, or that isn't there
   */
  public boolean matches(String password, @Nullable String hash) {
    boolean same = encoder.matches(password, hash == null ? nobodys : hash);
    return same && hash != null;
  }
}
