package io.t4.catalog.pages.tables.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.t4.tabular.ColumnSummary;
import io.t4.tabular.TextRows;
import java.util.List;
import java.util.Set;

/** What a worker answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Answer.Rows.class, name = "rows"),
  @JsonSubTypes.Type(value = Answer.Summary.class, name = "summary"),
  @JsonSubTypes.Type(value = Answer.Tables.class, name = "tables"),
  @JsonSubTypes.Type(value = Answer.Written.class, name = "written"),
  @JsonSubTypes.Type(value = Answer.Refused.class, name = "refused"),
})
public sealed interface Answer {

  /** Some rows of a table or a result. */
  record Rows(TextRows rows) implements Answer {}

  /** What columns hold. */
  record Summary(List<ColumnSummary> columns) implements Answer {}

  /** The names of tables. */
  record Tables(Set<String> names) implements Answer {}

  /** The file is written. */
  record Written() implements Answer {}

  /** There is no result. */
  record Refused(Reason reason, String message) implements Answer {}

  /** Why there is none. */
  enum Reason {
    /** What was asked for is not there, or may not be. */
    INVALID,
    /** The file is damaged, or none of its format. */
    DAMAGED,
    /** It takes more than it may. */
    TOO_LARGE
  }
}
