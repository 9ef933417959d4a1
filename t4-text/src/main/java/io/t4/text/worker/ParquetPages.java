package io.t4.text.worker;

import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.t4.text.worker.ParquetRowGroup.Budget;
import io.t4.text.worker.ParquetRowGroup.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** The pages of one column of a row group, unpacked one by one. For one thread. */
final class ParquetPages implements PageReader {
  /** The reader of values looks at none, but wants one. */
  private static final Statistics<?> NO_STATISTICS =
      Statistics.getBuilderForReading(
              new PrimitiveType(Repetition.REQUIRED, PrimitiveTypeName.INT32, "none"))
          .build();

  private final ColumnMetaData column;
  private final Budget budget;
  private final ByteBuffer chunk;
  private @Nullable PageHeader header;
  private int lastPage;

  ParquetPages(ByteBuffer file, ColumnMetaData column, Budget budget) {
    this.column = column;
    this.budget = budget;
    long start = column.getData_page_offset();
    // 0 is written by some for: none.
    if (column.getDictionary_page_offset() > 0) {
      start = Math.min(start, column.getDictionary_page_offset());
    }
    long end = start + column.getTotal_compressed_size();
    if (start < 0 || end < start || end > file.capacity()) {
      throw malformed("lies outside of the file");
    }
    this.chunk = file.slice((int) start, (int) (end - start));
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    PageHeader first = peek();
    if (first == null || first.getType() != PageType.DICTIONARY_PAGE) {
      return null;
    }
    DictionaryPageHeader dictionary = first.getDictionary_page_header();
    // Kept as long as the column is read, so not given back.
    byte[] content = unpack(first, take(first), 0);
    return new DictionaryPage(
        BytesInput.from(content),
        dictionary.getNum_values(),
        Encoding.valueOf(dictionary.getEncoding().name()));
  }

  @Override
  public long getTotalValueCount() {
    return column.getNum_values();
  }

  @Override
  public @Nullable DataPage readPage() {
    budget.giveBack(lastPage);
    lastPage = 0;
    for (PageHeader next = peek(); next != null; next = peek()) {
      ByteBuffer packed = take(next);
      if (next.isSetData_page_header()) {
        lastPage = next.getUncompressed_page_size();
        return page(next, next.getData_page_header(), packed);
      }
      if (next.isSetData_page_header_v2()) {
        lastPage = next.getUncompressed_page_size();
        return page(next, next.getData_page_header_v2(), packed);
      }
    }
    return null;
  }

  private DataPage page(PageHeader next, DataPageHeader data, ByteBuffer packed) {
    return new DataPageV1(
        BytesInput.from(unpack(next, packed, 0)),
        data.getNum_values(),
        next.getUncompressed_page_size(),
        NO_STATISTICS,
        Encoding.valueOf(data.getRepetition_level_encoding().name()),
        Encoding.valueOf(data.getDefinition_level_encoding().name()),
        Encoding.valueOf(data.getEncoding().name()));
  }

  private DataPage page(PageHeader next, DataPageHeaderV2 data, ByteBuffer packed) {
    int repetition = data.getRepetition_levels_byte_length();
    int definition = data.getDefinition_levels_byte_length();
    if (repetition < 0 || definition < 0 || repetition > packed.remaining() - definition) {
      throw malformed("has levels longer than their page");
    }
    byte[] levels = new byte[repetition + definition];
    packed.get(levels);
    byte[] values = data.isIs_compressed() ? unpack(next, packed, levels.length) : bytes(packed);
    return DataPageV2.uncompressed(
        data.getNum_rows(),
        data.getNum_nulls(),
        data.getNum_values(),
        BytesInput.from(levels, 0, repetition),
        BytesInput.from(levels, repetition, definition),
        Encoding.valueOf(data.getEncoding().name()),
        BytesInput.from(values),
        NO_STATISTICS);
  }

  private @Nullable PageHeader peek() {
    if (header == null && chunk.hasRemaining()) {
      try {
        header = Util.readPageHeader(new Remaining(chunk));
      } catch (IOException e) {
        throw malformed("has a damaged page: " + e.getMessage());
      }
    }
    return header;
  }

  /** The packed content behind a header, with its memory taken from the budget. */
  private ByteBuffer take(PageHeader next) {
    header = null;
    int packed = next.getCompressed_page_size();
    int unpacked = next.getUncompressed_page_size();
    if (packed < 0 || unpacked < 0 || packed > chunk.remaining()) {
      throw malformed("has a page longer than the column");
    }
    budget.take(unpacked);
    ByteBuffer content = chunk.slice(chunk.position(), packed);
    chunk.position(chunk.position() + packed);
    return content;
  }

  /** Unpacks what remains of a page of which a part was not packed. */
  private byte[] unpack(PageHeader next, ByteBuffer packed, int before) {
    byte[] in = bytes(packed);
    int size = next.getUncompressed_page_size() - before;
    if (size < 0) {
      throw malformed("has a page of less than no bytes");
    }
    if (size == 0) {
      return new byte[0];
    }
    byte[] out = new byte[size];
    int length =
        switch (column.getCodec()) {
          case UNCOMPRESSED -> copy(in, out);
          case SNAPPY -> new SnappyDecompressor().decompress(in, 0, in.length, out, 0, size);
          case ZSTD -> new ZstdDecompressor().decompress(in, 0, in.length, out, 0, size);
          case LZ4_RAW -> new Lz4Decompressor().decompress(in, 0, in.length, out, 0, size);
          case GZIP -> gunzip(in, out);
          case LZO, BROTLI, LZ4 ->
              throw new UnreadableException(
                  ContentException.unsupported("the compression is " + column.getCodec()));
        };
    if (length != size) {
      throw malformed("has a page of %d bytes that states %d".formatted(length, size));
    }
    return out;
  }

  private static int copy(byte[] in, byte[] out) {
    System.arraycopy(in, 0, out, 0, Math.min(in.length, out.length));
    return in.length;
  }

  private static int gunzip(byte[] in, byte[] out) {
    try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(in))) {
      return content.readNBytes(out, 0, out.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private UnreadableException malformed(String problem) {
    return new UnreadableException(
        ContentException.malformed(
            "the column " + String.join(".", column.getPath_in_schema()) + " " + problem));
  }

  /** Reads a buffer, moving its position. */
  private static final class Remaining extends InputStream {
    private final ByteBuffer buffer;

    Remaining(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public int read() {
      return buffer.hasRemaining() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length > 0 && !buffer.hasRemaining()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(target, offset, count);
      return count;
    }
  }
}
