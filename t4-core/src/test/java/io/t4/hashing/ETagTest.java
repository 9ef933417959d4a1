package io.t4.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.storage.Content;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ETagTest {
  /**
   * Content of that many letters x. Made with Python's hashlib: the MD5 of the content, or the MD5
   * of the parts' MD5s and the number of parts; parts of 8, 5 and 10 MiB, and of 7, which nobody
   * uses.
   */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "0, d41d8cd98f00b204e9800998ecf8427e, true",
        "9000000, c40c5126c11d10857c04858e8a0dd833, true",
        "9000000, 2b8a62c2a868c2c8c4488f23efaa8832-2, true",
        "9000000, 3e31a3f98f3bf7b2e73f3cae94ae706a-2, true",
        "9000000, 23149f74bf386c028bc4c19f06e71122-2, false",
        "20971520, ad2c13d113cefe5ea01fbf8ec060a22f-3, true",
        "20971520, 2deabcacbbe089673b477d7b0cb00a33-2, true",
        "5, ba75038fa1683533b60cd651a9451255-1, true",
        "20971520, 9773df930abd3e90b3e28b7bbce218e5-3, false",
        "5, \"quoted\", false",
        "5, 0123-1, false"
      })
  void contentIsComparedInOnePieceOrInParts(int size, String eTag, boolean matches)
      throws IOException {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 'x');
    assertThat(new ETag(eTag).matches(Content.of(bytes))).isEqualTo(matches);
  }
}
