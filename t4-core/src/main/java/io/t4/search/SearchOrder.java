package io.t4.search;

/** Which hits come first. */
public enum SearchOrder {
  /** By the time of writing, newest first. */
  NEWEST,

  /** By how well they match, as the catalog counts it; best first. */
  RELEVANCE
}
