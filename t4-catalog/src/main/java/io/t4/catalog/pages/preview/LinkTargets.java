package io.t4.catalog.pages.preview;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where relative links of a text lead. Thread safe. */
public interface LinkTargets {
  /**
   * The address of the page of what a link names.
   *
   * @param key beside the text's own, without {@code .} and {@code ..}; empty or with {@code /} at
   *     its end for a directory
   */
  String page(String key);

  /** The address of a picture, of a key as in {@link #page}. */
  String picture(String key);

  /** The objects of a bucket, by their keys. */
  static LinkTargets ofBucket(String bucketId) {
    return new LinkTargets() {
      @Override
      public String page(String key) {
        String page = key.isEmpty() || key.endsWith("/") ? "/files?prefix=" : "/object?key=";
        return "/b/" + bucketId + page + encoded(key);
      }

      @Override
      public String picture(String key) {
        return "/b/" + bucketId + "/picture?key=" + encoded(key);
      }
    };
  }

  /** A text as the value of a parameter. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
