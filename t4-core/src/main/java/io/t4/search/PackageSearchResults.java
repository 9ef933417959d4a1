package io.t4.search;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The packages that a search found; pages, threads and errors as of {@link SearchResults}.
 *
 * <p>Of each package it is the latest revision, unless the query names {@code latest}, {@code
 * pointer} or {@code top_hash}.
 */
public final class PackageSearchResults implements Iterable<PackageHit> {
  private final String query;
  private final HitPages<PackageHit> pages;

  /** Makes the search and fetches the first page. */
  PackageSearchResults(String query, int limit, HitPages.Source<PackageHit> source) {
    this.query = query;
    this.pages = new HitPages<>(query, limit, source);
  }

  /** How many match, whatever the limit. */
  public long total() {
    return pages.total();
  }

  /** The hits, up to the limit, in the order that was asked for. */
  @Override
  public Iterator<PackageHit> iterator() {
    return pages.iterator();
  }

  /** The hits as a lazy, sequential stream. */
  public Stream<PackageHit> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** All hits up to the limit, in memory. */
  public List<PackageHit> toList() {
    List<PackageHit> hits = new ArrayList<>();
    forEach(hits::add);
    return hits;
  }

  @Override
  public String toString() {
    return "PackageSearchResults[query=%s, total=%d]".formatted(query, total());
  }
}
