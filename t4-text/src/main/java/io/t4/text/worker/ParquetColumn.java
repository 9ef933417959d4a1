package io.t4.text.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveStringifier;
import org.apache.parquet.schema.PrimitiveType;

/** The values of one column as text. For one thread. */
final class ParquetColumn {
  private static final int JULIAN_DAY_OF_1970 = 2_440_588;

  private final ColumnReader reader;
  private final PrimitiveType type;
  private final PrimitiveStringifier stringifier;
  private final int maxDefinitionLevel;
  private long left;

  ParquetColumn(ColumnReader reader, ColumnDescriptor column, long values) {
    this.reader = reader;
    this.type = column.getPrimitiveType();
    this.stringifier = type.stringifier();
    this.maxDefinitionLevel = column.getMaxDefinitionLevel();
    this.left = values;
  }

  /** Appends the next row's value, or values, each with a tab behind. */
  void appendRow(TextBuffer text) {
    do {
      if (left == 0) {
        return;
      }
      if (reader.getCurrentDefinitionLevel() == maxDefinitionLevel) {
        text.append(value());
      }
      text.append("\t");
      reader.consume();
      left--;
    } while (left > 0 && reader.getCurrentRepetitionLevel() > 0);
  }

  private String value() {
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> stringifier.stringify(reader.getBoolean());
      case INT32 -> stringifier.stringify(reader.getInteger());
      case INT64 -> stringifier.stringify(reader.getLong());
      case FLOAT -> stringifier.stringify(reader.getFloat());
      case DOUBLE -> stringifier.stringify(reader.getDouble());
      case INT96 -> time(reader.getBinary());
      case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(reader.getBinary());
    };
  }

  private String binary(Binary value) {
    if (type.getLogicalTypeAnnotation() != null) {
      return stringifier.stringify(value);
    }
    // Old writers leave out that it is text.
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(value.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      return "";
    }
  }

  /** What Spark and old pandas write for times: nanoseconds of the day, and the Julian day. */
  private static String time(Binary value) {
    ByteBuffer bytes = ByteBuffer.wrap(value.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    long day = (long) bytes.getInt() - JULIAN_DAY_OF_1970;
    return LocalDate.ofEpochDay(day).atStartOfDay().plusNanos(nanos).toString();
  }
}
