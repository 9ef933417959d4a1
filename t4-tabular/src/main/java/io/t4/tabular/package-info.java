/**
 * Tables in memory as DFLib {@link org.dflib.DataFrame}s, in objects as CSV and Parquet, and SQL
 * over one object. Start reading at {@link io.t4.tabular.CsvFormat}, then {@link
 * io.t4.tabular.DuckDbSqlEngine}.
 */
@NullMarked
package io.t4.tabular;

import org.jspecify.annotations.NullMarked;
