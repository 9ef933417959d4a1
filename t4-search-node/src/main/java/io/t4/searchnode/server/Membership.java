package io.t4.searchnode.server;

/** How a node is to others. */
public enum Membership {
  /** It is a cluster by itself, and takes no other node. */
  ALONE,
  /** It leads a cluster, which other nodes may join. */
  LEADING,
  /** It joins a leading node, and holds data only. */
  JOINING
}
