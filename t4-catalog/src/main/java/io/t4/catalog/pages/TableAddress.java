package io.t4.catalog.pages;

import io.t4.catalog.pages.tables.TableException;
import io.t4.tabular.RowSelection;
import io.t4.tabular.RowSelection.Comparison;
import io.t4.tabular.RowSelection.Direction;
import io.t4.tabular.RowSelection.Filter;
import io.t4.tabular.RowSelection.Order;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What the page of a table shows, as its address tells it.
 *
 * @param id of the bucket
 * @param key of the object
 * @param version null for the current one
 * @param from how many rows are left out
 * @param sort the number of the column by which it is sorted, from 1 on; less than 0 if the largest
 *     are first; 0 for the order of the file
 * @param filters what holds of the rows
 * @param summary whether the columns are summarized, too
 */
record TableAddress(
    String id,
    String key,
    @Nullable String version,
    long from,
    int sort,
    List<Filter> filters,
    boolean summary) {
  /** How many rows a page has. */
  static final int PAGE = 100;

  private static final int MOST_FILTERS = 20;

  /** The order in which people are asked for comparisons. */
  private static final List<Comparison> COMPARISONS = List.of(Comparison.values());

  TableAddress {
    filters = List.copyOf(filters);
    if (filters.size() > MOST_FILTERS) {
      throw TableException.invalid("There are more than " + MOST_FILTERS + " filters.");
    }
  }

  /**
   * The filters of an address. What has no value is no filter.
   *
   * @param parameters with {@code column}, {@code is} and {@code value}, once for each
   * @throws TableException if one is none
   */
  static List<Filter> filters(MultiValueMap<String, String> parameters) {
    List<String> columns = parameters.getOrDefault("column", List.of());
    List<String> comparisons = parameters.getOrDefault("is", List.of());
    List<String> values = parameters.getOrDefault("value", List.of());
    if (columns.size() != comparisons.size() || columns.size() != values.size()) {
      throw TableException.invalid(
          "There must be as many parameters 'column' as 'is' and 'value', not %d, %d and %d."
              .formatted(columns.size(), comparisons.size(), values.size()));
    }
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!values.get(i).isEmpty()) {
        filters.add(
            new Filter(column(columns.get(i)), comparison(comparisons.get(i)), values.get(i)));
      }
    }
    return filters;
  }

  private static int column(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw TableException.invalid("'column' can't be '%s'; it is a number.".formatted(number));
    }
  }

  private static Comparison comparison(String name) {
    return COMPARISONS.stream()
        .filter(comparison -> label(comparison).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                TableException.invalid(
                    "'is' can't be '%s'; it is one of %s."
                        .formatted(name, COMPARISONS.stream().map(TableAddress::label).toList())));
  }

  private static String label(Comparison comparison) {
    return comparison.name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is the beginning of the file as it is. */
  public boolean isBeginning() {
    return from == 0 && sort == 0 && filters.isEmpty();
  }

  RowSelection selection() {
    Order order =
        sort == 0
            ? null
            : new Order(Math.abs(sort), sort < 0 ? Direction.DESCENDING : Direction.ASCENDING);
    return new RowSelection(from, PAGE, order, filters);
  }

  /** That of the same rows, sorted by a column; a second time the largest first. */
  public String sortedBy(int column) {
    return new TableAddress(id, key, version, 0, sort == column ? -column : column, filters, false)
        .toString();
  }

  /** How it is sorted by a column, as assistive programs call it; null if it isn't. */
  public @Nullable String sortOf(int column) {
    return Math.abs(sort) != column ? null : sort < 0 ? "descending" : "ascending";
  }

  /** That of the next rows. */
  public String next() {
    return starting(from + PAGE);
  }

  /** That of the rows before. */
  public String previous() {
    return starting(Math.max(0, from - PAGE));
  }

  private String starting(long row) {
    return new TableAddress(id, key, version, row, sort, filters, false).toString();
  }

  /** That of all rows in the order of the file. */
  public String whole() {
    return new TableAddress(id, key, version, 0, 0, List.of(), false).toString();
  }

  /** The same with a summary of the columns. */
  public String summarized() {
    return new TableAddress(id, key, version, from, sort, filters, true).toString();
  }

  /** A statement that reads the file. */
  public String sql() {
    return "SELECT * FROM '%s' LIMIT 100".formatted(key.replace("'", "''"));
  }

  /** The filters, and room for another one, as a form has them. */
  public List<FilterField> fields() {
    List<FilterField> fields = new ArrayList<>();
    for (Filter filter : filters) {
      fields.add(new FilterField(filter.column(), label(filter.comparison()), filter.value()));
    }
    fields.add(new FilterField(1, label(Comparison.CONTAINS), ""));
    return fields;
  }

  /** A filter in a form. */
  record FilterField(int column, String comparison, String value) {}

  /** The path and query, as it stands in links. */
  @Override
  public String toString() {
    StringBuilder address = new StringBuilder("/b/").append(id).append("/table");
    add(address, "key", key);
    if (version != null) {
      add(address, "version", Objects.requireNonNull(version));
    }
    if (sort != 0) {
      add(address, "sort", Integer.toString(sort));
    }
    for (Filter filter : filters) {
      add(address, "column", Integer.toString(filter.column()));
      add(address, "is", label(filter.comparison()));
      add(address, "value", filter.value());
    }
    if (from != 0) {
      add(address, "from", Long.toString(from));
    }
    if (summary) {
      add(address, "summary", "yes");
    }
    return address.toString();
  }

  private static void add(StringBuilder address, String name, String value) {
    address
        .append(address.indexOf("?") < 0 ? '?' : '&')
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }
}
