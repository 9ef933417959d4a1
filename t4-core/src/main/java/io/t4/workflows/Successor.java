package io.t4.workflows;

/**
 * A bucket to which packages of the registry are meant to go next.
 *
 * @param title for people; not empty
 * @param copyData whether the entries are copied there, rather than left where they are
 */
public record Successor(String title, boolean copyData) {}
