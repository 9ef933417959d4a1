package io.t4.text.worker;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.schema.MessageType;

/** The pages of one row group. For one thread. */
final class ParquetRowGroup implements PageReadStore {
  private final ByteBuffer file;
  private final RowGroup group;
  private final List<ColumnDescriptor> columns;
  private final Budget budget;

  /**
   * Pages of a file.
   *
   * @param budget the bytes that unpacked pages may take at a time
   */
  ParquetRowGroup(ByteBuffer file, RowGroup group, MessageType schema, long budget)
      throws ContentException {
    this.file = file;
    this.group = group;
    this.columns = schema.getColumns();
    this.budget = new Budget(budget);
    if (group.getColumnsSize() != columns.size()) {
      throw ContentException.malformed("the first row group has not the columns of the schema");
    }
  }

  /** How many values a column has, nulls included. */
  long valueCount(ColumnDescriptor column) {
    return chunk(column).getMeta_data().getNum_values();
  }

  private ColumnChunk chunk(ColumnDescriptor column) {
    return group.getColumns().get(columns.indexOf(column));
  }

  @Override
  public PageReader getPageReader(ColumnDescriptor column) {
    ColumnChunk chunk = chunk(column);
    if (chunk.getMeta_data() == null || chunk.isSetFile_path()) {
      throw new UnreadableException(
          ContentException.unsupported("a column is encrypted or in another file"));
    }
    return new ParquetPages(file, chunk.getMeta_data(), budget);
  }

  @Override
  public long getRowCount() {
    return group.getNum_rows();
  }

  /** Carries a reason through the libraries, whose interfaces allow no checked exception. */
  static final class UnreadableException extends RuntimeException {
    private final ContentException reason;

    UnreadableException(ContentException reason) {
      super(reason);
      this.reason = reason;
    }

    ContentException reason() {
      return reason;
    }
  }

  /** The bytes that pages may still take. */
  static final class Budget {
    private final long limit;
    private long used;

    Budget(long limit) {
      this.limit = limit;
    }

    void take(long bytes) {
      used += bytes;
      if (used > limit) {
        throw new UnreadableException(
            ContentException.tooLarge(
                "pages of the first row group unpack to more than " + limit + " bytes"));
      }
    }

    void giveBack(long bytes) {
      used -= bytes;
    }
  }
}
