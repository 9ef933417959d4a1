package io.t4.catalog.index;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a request by AWS's version 4, checked by what the IAM User Guide says and
 * nothing of AWS's SDK.
 *
 * @param path as it was sent
 * @param query as it was sent; empty for none
 * @param headers by their names in small letters
 */
record AwsSignature(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String authorization,
    String secretKey) {
  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/(\\S+), SignedHeaders=(\\S+), Signature=(\\w+)");

  static AwsSignature of(HttpExchange request, String secretKey) {
    Map<String, String> headers = new TreeMap<>();
    request
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String query = request.getRequestURI().getRawQuery();
    return new AwsSignature(
        request.getRequestMethod(),
        request.getRequestURI().getRawPath(),
        query == null ? "" : query,
        headers,
        headers.getOrDefault("authorization", ""),
        secretKey);
  }

  private Matcher parts() {
    Matcher parts = FORM.matcher(authorization);
    if (!parts.matches()) {
      throw new IllegalStateException("no signature: '" + authorization + "'");
    }
    return parts;
  }

  /** Date, region, service, {@code aws4_request}. */
  String scope() {
    return parts().group(1);
  }

  /** When it was signed. */
  Instant time() {
    return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .parse(headers.getOrDefault("x-amz-date", ""), Instant::from);
  }

  /** Whether it is that of this request with this body, and covers the host. */
  boolean isRight(byte[] body) {
    Matcher parts = parts();
    List<String> signed = List.of(parts.group(2).split(";"));
    String canonical =
        String.join(
            "\n",
            method,
            canonicalPath(),
            canonicalQuery(),
            signed.stream()
                .map(name -> name + ":" + headers.getOrDefault(name, "").strip() + "\n")
                .collect(Collectors.joining()),
            parts.group(2),
            hash(body));
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            headers.getOrDefault("x-amz-date", ""),
            scope(),
            hash(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
    for (String part : scope().split("/", -1)) {
      key = mac(key, part);
    }
    return signed.contains("host")
        && signed.contains("x-amz-date")
        && HexFormat.of().formatHex(mac(key, toSign)).equals(parts.group(3));
  }

  /** Each segment of what was sent encoded once more, as all services but S3 have it. */
  private String canonicalPath() {
    return Arrays.stream(path.split("/", -1))
        .map(AwsSignature::encode)
        .collect(Collectors.joining("/"));
  }

  private String canonicalQuery() {
    if (query.isEmpty()) {
      return "";
    }
    return Arrays.stream(query.split("&", -1))
        .map(parameter -> (parameter + "=").split("=", -1))
        .map(
            parameter ->
                encode(URLDecoder.decode(parameter[0], StandardCharsets.UTF_8))
                    + "="
                    + encode(URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
