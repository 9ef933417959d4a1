package io.t4.tabular;

import org.jspecify.annotations.Nullable;

/**
 * What the values of a column are like.
 *
 * @param column the column
 * @param present how many are not missing
 * @param missing how many are
 * @param otherType how many of those present are not of the column's type, in a file of texts
 * @param distinct how many different ones there are, about
 * @param least the smallest; null if there is none
 * @param greatest the largest; null if there is none
 * @param mean of numbers; null for others
 */
public record ColumnSummary(
    TextRows.Column column,
    long present,
    long missing,
    long otherType,
    long distinct,
    @Nullable String least,
    @Nullable String greatest,
    @Nullable Double mean) {}
