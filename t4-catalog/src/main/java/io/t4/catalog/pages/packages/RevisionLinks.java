package io.t4.catalog.pages.packages;

import io.t4.catalog.pages.preview.LinkTargets;

/**
 * Leads from a text in a package to the entries beside it, in the same revision.
 *
 * @param bucketId in addresses
 * @param topHash of the revision
 */
record RevisionLinks(String bucketId, String name, String topHash) implements LinkTargets {
  @Override
  public String page(String key) {
    return address("/package", key);
  }

  @Override
  public String picture(String key) {
    return address("/package/picture", key);
  }

  private String address(String page, String key) {
    return "/b/%s%s?name=%s&hash=%s&path=%s"
        .formatted(bucketId, page, LinkTargets.encoded(name), topHash, LinkTargets.encoded(key));
  }
}
