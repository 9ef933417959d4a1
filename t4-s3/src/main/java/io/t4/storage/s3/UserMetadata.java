package io.t4.storage.s3;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * User metadata as it stands in HTTP headers.
 *
 * <p>Headers carry ASCII. S3 returns anything else as encoded words (RFC 2047), some servers as raw
 * UTF-8; both are decoded, so that what other tools wrote stays readable, and encoded again when it
 * is written. A value of ours is never touched: only a value that consists of encoded words alone
 * is decoded, and one that merely looks so is encoded on write.
 */
final class UserMetadata {
  private static final Pattern ENCODED_WORD =
      Pattern.compile("=\\?([^?\\s]+)\\?([BbQq])\\?([^?\\s]*)\\?=");
  private static final Pattern ENCODED_WORDS =
      Pattern.compile(ENCODED_WORD + "(?:\\s+" + ENCODED_WORD + ")*");
  private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]*");

  private UserMetadata() {}

  /** From a response: names in lower case, values readable. */
  static Map<String, String> decode(Map<String, String> headers) {
    Map<String, String> metadata = new TreeMap<>();
    headers.forEach(
        (name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), decodeValue(value)));
    return metadata;
  }

  /** For a request. */
  static Map<String, String> encode(Map<String, String> metadata) {
    Map<String, String> headers = new TreeMap<>();
    metadata.forEach((name, value) -> headers.put(name, encodeValue(value)));
    return headers;
  }

  private static String encodeValue(String value) {
    if (PRINTABLE_ASCII.matcher(value).matches() && !ENCODED_WORDS.matcher(value).matches()) {
      return value;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
  }

  private static String decodeValue(String value) {
    try {
      return ENCODED_WORDS.matcher(value).matches() ? decodeWords(value) : decodeRaw(value);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      // It only looked encoded (unknown charset, malformed base64 or digits): as it is.
      return value;
    }
  }

  /** HTTP clients read header bytes as Latin-1. */
  private static String decodeRaw(String value) throws CharacterCodingException {
    boolean latin1 = value.chars().allMatch(c -> c <= 0xFF);
    return latin1
        ? decodeBytes(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        : value;
  }

  /** A character may be split between words, so their bytes are put together first. */
  private static String decodeWords(String value) throws CharacterCodingException {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Charset charset = StandardCharsets.UTF_8;
    Matcher word = ENCODED_WORD.matcher(value);
    while (word.find()) {
      Charset next = Charset.forName(word.group(1));
      if (!next.equals(charset)) {
        text.append(decodeBytes(bytes.toByteArray(), charset));
        bytes.reset();
        charset = next;
      }
      bytes.writeBytes(
          word.group(2).equalsIgnoreCase("B")
              ? Base64.getDecoder().decode(word.group(3))
              : unquote(word.group(3)));
    }
    return text.append(decodeBytes(bytes.toByteArray(), charset)).toString();
  }

  private static byte[] unquote(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=' && i + 2 < text.length()) {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }

  private static String decodeBytes(byte[] bytes, Charset charset) throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
