package io.t4.catalog.pages;

import java.util.ArrayList;
import java.util.List;

/**
 * A directory on the way to what a page shows.
 *
 * @param prefix with the final {@code /}; empty for the bucket
 */
public record Crumb(String name, String prefix) {
  /** The directories of a key or prefix, the bucket first. */
  public static List<Crumb> of(String bucket, String key) {
    List<Crumb> crumbs = new ArrayList<>();
    crumbs.add(new Crumb(bucket, ""));
    int begin = 0;
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', begin)) {
      String name = key.substring(begin, slash);
      crumbs.add(new Crumb(name.isEmpty() ? "(no name)" : name, key.substring(0, slash + 1)));
      begin = slash + 1;
    }
    return crumbs;
  }
}
