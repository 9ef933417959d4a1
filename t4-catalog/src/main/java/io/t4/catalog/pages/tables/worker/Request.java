package io.t4.catalog.pages.tables.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.t4.tabular.FileQuery;
import io.t4.tabular.RowSelection;
import java.util.Map;

/** What a worker is asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Request.Rows.class, name = "rows"),
  @JsonSubTypes.Type(value = Request.Summary.class, name = "summary"),
  @JsonSubTypes.Type(value = Request.Tables.class, name = "tables"),
  @JsonSubTypes.Type(value = Request.Select.class, name = "select"),
  @JsonSubTypes.Type(value = Request.Export.class, name = "export"),
})
public sealed interface Request {

  /** Some rows of a table. */
  record Rows(Source source, RowSelection selection) implements Request {}

  /** What the columns of a table hold. */
  record Summary(Source source) implements Request {}

  /** Which tables a statement reads. */
  record Tables(String sql) implements Request {}

  /**
   * The first rows of a result.
   *
   * @param sources by the names in the statement
   * @param most how many rows
   */
  record Select(String sql, Map<String, Source> sources, int most) implements Request {}

  /**
   * A result as a file.
   *
   * @param sources by the names in the statement
   * @param target the file that is written
   */
  record Export(String sql, Map<String, Source> sources, String target, FileQuery.Export format)
      implements Request {}
}
