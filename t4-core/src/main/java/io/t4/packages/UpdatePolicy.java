package io.t4.packages;

/** Which entry counts where a directory that is added has one that the package has already. */
public enum UpdatePolicy {
  /** That of the directory. */
  INCOMING,
  /** That of the package. */
  EXISTING
}
