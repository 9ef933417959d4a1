package io.t4.packages;

/** Whether a directory may have files that a package doesn't have. */
public enum ExtraFiles {
  /** They are differences. */
  REPORTED,
  /** They don't count. */
  ALLOWED
}
