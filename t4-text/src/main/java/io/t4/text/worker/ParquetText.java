package io.t4.text.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file's column names and the values of its first row group, row by row. Pages are read
 * one by one, within a budget of memory that no page can exceed, whatever it states.
 */
public final class ParquetText implements TextFormat {
  /** {@link #name()}. */
  public static final String NAME = "parquet";

  private static final String MAGIC = "PAR1";
  private static final String ENCRYPTED_MAGIC = "PARE";
  private static final int MAGIC_LENGTH = 4;
  private static final int TAIL_LENGTH = MAGIC_LENGTH + Integer.BYTES;

  /** A footer becomes objects of many times its size. */
  private static final int MAX_FOOTER = 16 << 20;

  /** Of all the memory: for the pages that are read at a time. */
  private static final int BUDGET_SHARE = 4;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void read(Content content, TextBuffer text) throws IOException, ContentException {
    try (FileChannel channel = FileChannel.open(content.file())) {
      MappedByteBuffer file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      FileMetaData footer = footer(file);
      for (SchemaElement element : footer.getSchema().subList(1, footer.getSchemaSize())) {
        text.append(element.getName());
        text.append("\n");
      }
      if (footer.getRow_groupsSize() > 0) {
        appendRows(file, footer, footer.getRow_groups().get(0), text);
      }
    }
  }

  private static FileMetaData footer(ByteBuffer file) throws IOException, ContentException {
    int size = file.capacity();
    String magic = size < MAGIC_LENGTH + TAIL_LENGTH ? "" : ascii(file, size - MAGIC_LENGTH);
    if (magic.equals(ENCRYPTED_MAGIC)) {
      throw ContentException.unsupported("the file is encrypted");
    }
    if (!magic.equals(MAGIC)) {
      throw ContentException.malformed("no Parquet: the file does not end with " + MAGIC);
    }
    int length = file.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(size - TAIL_LENGTH);
    if (length < 0 || length > size - TAIL_LENGTH - MAGIC_LENGTH) {
      throw ContentException.malformed("the footer is longer than the file: " + length);
    }
    if (length > MAX_FOOTER) {
      throw ContentException.tooLarge("the footer has " + length + " bytes");
    }
    byte[] footer = new byte[length];
    file.get(size - TAIL_LENGTH - length, footer);
    return Util.readFileMetaData(new ByteArrayInputStream(footer));
  }

  private static String ascii(ByteBuffer file, int position) {
    byte[] bytes = new byte[MAGIC_LENGTH];
    file.get(position, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static void appendRows(
      ByteBuffer file, FileMetaData footer, RowGroup group, TextBuffer text)
      throws ContentException {
    MessageType schema = ParquetSchema.of(footer.getSchema());
    ParquetRowGroup pages =
        new ParquetRowGroup(file, group, schema, Runtime.getRuntime().maxMemory() / BUDGET_SHARE);
    ColumnReadStore columns =
        new ColumnReadStoreImpl(pages, new IgnoredValues(), schema, footer.getCreated_by());
    try {
      List<ParquetColumn> open = new ArrayList<>();
      for (ColumnDescriptor column : schema.getColumns()) {
        open.add(
            new ParquetColumn(columns.getColumnReader(column), column, pages.valueCount(column)));
      }
      for (long row = 0; row < group.getNum_rows(); row++) {
        for (ParquetColumn column : open) {
          column.appendRow(text);
        }
        text.append("\n");
      }
    } catch (ParquetRowGroup.UnreadableException e) {
      throw e.reason();
    }
  }
}
