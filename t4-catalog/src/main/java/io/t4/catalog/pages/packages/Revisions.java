package io.t4.catalog.pages.packages;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.packages.Manifests;
import io.t4.catalog.pages.preview.Turns;
import io.t4.error.FormatException;
import io.t4.error.NotFoundException;
import io.t4.error.T4Exception;
import io.t4.packages.ManifestReader;
import io.t4.packages.PackageRegistry;
import io.t4.session.T4Session;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.springframework.stereotype.Component;

/** The revisions of packages, for those who see their bucket. Thread safe. */
@Component
final class Revisions {
  /** A manifest takes a processor as long as it is read. */
  private final Turns atATime = new Turns(2);

  private final T4Session session;

  Revisions(T4Session session) {
    this.session = session;
  }

  /** The bucket as a registry. */
  PackageRegistry registry(ServedBucket bucket) {
    return PackageRegistry.open(bucket.uri(), session);
  }

  /**
   * The whole top hash of a revision, which needn't be there if it is given in full.
   *
   * @param revision as in {@link PackageRegistry#resolveHash}; empty for the latest
   * @throws NotFoundException if there is no such package or revision
   */
  String topHash(ServedBucket bucket, String name, String revision) {
    PackageRegistry registry = registry(bucket);
    return revision.isEmpty() ? registry.latest(name) : registry.resolveHash(name, revision);
  }

  /**
   * Has a manifest read.
   *
   * @throws NotFoundException if there is none
   * @throws FormatException if it is damaged, or beyond what can be read
   */
  void read(ServedBucket bucket, String name, String topHash, Manifests.Listener listener)
      throws IOException {
    try {
      String unused =
          atATime.take(
              () -> {
                new Manifests(bucket.store()).read(topHash, listener);
                return topHash;
              });
    } catch (NoSuchFileException e) {
      throw missing(bucket, name, topHash);
    } catch (T4Exception e) {
      throw damaged(bucket, name, topHash, e);
    }
  }

  /** What is done with two manifests. */
  @FunctionalInterface
  interface Comparison {
    void of(ManifestReader before, ManifestReader after);
  }

  /**
   * Has two manifests compared.
   *
   * @throws NotFoundException if one isn't there
   * @throws FormatException if one is damaged, or not in the order in which manifests are written
   */
  void compare(ServedBucket bucket, String name, String from, String to, Comparison comparison)
      throws IOException {
    try {
      Comparison unused =
          atATime.take(
              () -> {
                try (ManifestReader before = open(bucket, name, from);
                    ManifestReader after = open(bucket, name, to)) {
                  comparison.of(before, after);
                }
                return comparison;
              });
    } catch (FormatException e) {
      throw new FormatException(
          "The revisions %s and %s of %s in %s can't be compared here: %s 't4 diff' may do it."
              .formatted(from, to, name, bucket.uri(), e.getMessage()),
          e);
    }
  }

  private static ManifestReader open(ServedBucket bucket, String name, String topHash)
      throws IOException {
    try {
      return new Manifests(bucket.store()).open(topHash);
    } catch (NoSuchFileException e) {
      throw missing(bucket, name, topHash);
    }
  }

  private static NotFoundException missing(ServedBucket bucket, String name, String topHash) {
    return new NotFoundException(
        "There is no revision %s of '%s' in %s.".formatted(topHash, name, bucket.uri()));
  }

  private static FormatException damaged(
      ServedBucket bucket, String name, String topHash, T4Exception e) {
    return new FormatException(
        "The manifest of %s@%s in %s is damaged: %s. Choose another revision."
            .formatted(name, topHash, bucket.uri(), e.getMessage()),
        e);
  }
}
