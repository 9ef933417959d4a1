package io.t4.search;

import io.t4.error.CatalogException;
import io.t4.error.InvalidKeyException;
import io.t4.storage.Location;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a catalog says about a bucket.
 *
 * @param name of the bucket on S3, or the URI of another one
 * @param searchEndpoint where it is searched; null if it isn't searchable
 */
record BucketConfig(String name, @Nullable URI searchEndpoint) {

  /**
   * Reads what one of several spellings says.
   *
   * @param usualName for the form in which the name stands outside
   * @param base of relative links
   * @return null if there is no name
   */
  static @Nullable BucketConfig parse(JsonMembers members, @Nullable String usualName, URI base) {
    String name = members.text("name");
    if (name == null) {
      name = usualName;
    }
    if (name == null) {
      return null;
    }
    String endpoint = members.text("searchEndpoint");
    if (endpoint == null) {
      endpoint = members.text("search_endpoint");
    }
    return new BucketConfig(name, endpoint == null ? null : resolve(base, endpoint));
  }

  /**
   * The URL that a link means.
   *
   * @throws CatalogException if it isn't one; the message doesn't quote it, it may be secret
   */
  static URI resolve(URI base, String link) {
    try {
      return base.resolve(link.strip());
    } catch (IllegalArgumentException e) {
      throw new CatalogException(
          ShownUrl.of(base) + " has a link that is not a URL; tell whoever runs the catalog.");
    }
  }

  boolean isOf(Location bucket) {
    if (!Location.isUri(name)) {
      return bucket.scheme().equals("s3") && name.equals(bucket.bucket());
    }
    try {
      return Location.parse(name).equals(bucket.withoutKey());
    } catch (InvalidKeyException e) {
      // The name of a bucket on another kind of machine; it can't be this one.
      return false;
    }
  }

  /** The URI under which people open it. */
  String uri() {
    return Location.isUri(name) ? name : "s3://" + name;
  }
}
