package io.t4.search;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** URLs in messages: without user, password, query and fragment, which may be secret. */
final class ShownUrl {
  private ShownUrl() {}

  static String of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme() + ":";
    if (url.isOpaque()) {
      return scheme + "…";
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?…";
    return scheme + authority(url) + path + query;
  }

  private static String authority(URI url) {
    @Nullable String authority = url.getRawAuthority();
    return authority == null ? "" : "//" + authority.substring(authority.lastIndexOf('@') + 1);
  }
}
