package io.t4.text.worker;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Makes a tree of the flat list of a footer. For one thread and one list. */
final class ParquetSchema {
  /** Nothing that people write is deeper. */
  private static final int MAX_DEPTH = 100;

  private final List<SchemaElement> elements;
  private int next;

  private ParquetSchema(List<SchemaElement> elements) {
    this.elements = elements;
  }

  /** The schema that a footer has. */
  static MessageType of(List<SchemaElement> elements) throws ContentException {
    ParquetSchema schema = new ParquetSchema(elements);
    SchemaElement root = schema.take();
    return new MessageType(root.getName(), schema.children(root, 1));
  }

  private SchemaElement take() throws ContentException {
    if (next == elements.size()) {
      throw ContentException.malformed("the schema ends early");
    }
    return elements.get(next++);
  }

  private List<Type> children(SchemaElement parent, int depth) throws ContentException {
    if (depth > MAX_DEPTH) {
      throw ContentException.malformed("the schema is nested deeper than " + MAX_DEPTH);
    }
    List<Type> children = new ArrayList<>();
    for (int i = 0; i < parent.getNum_children(); i++) {
      SchemaElement element = take();
      Repetition repetition = Repetition.valueOf(element.getRepetition_type().name());
      children.add(
          element.isSetType()
              ? leaf(element, repetition)
              : new GroupType(repetition, element.getName(), children(element, depth + 1)));
    }
    return children;
  }

  private static Type leaf(SchemaElement element, Repetition repetition) {
    PrimitiveTypeName type =
        switch (element.getType()) {
          case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
          case INT32 -> PrimitiveTypeName.INT32;
          case INT64 -> PrimitiveTypeName.INT64;
          case INT96 -> PrimitiveTypeName.INT96;
          case FLOAT -> PrimitiveTypeName.FLOAT;
          case DOUBLE -> PrimitiveTypeName.DOUBLE;
          case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
          case FIXED_LEN_BYTE_ARRAY -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        };
    return Types.primitive(type, repetition)
        .length(element.getType_length())
        .as(meaning(element))
        .named(element.getName());
  }

  /** As far as it changes the text of a value. */
  private static @Nullable LogicalTypeAnnotation meaning(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    if (logical != null && logical.isSetTIMESTAMP()) {
      return LogicalTypeAnnotation.timestampType(
          logical.getTIMESTAMP().isIsAdjustedToUTC(), unit(logical.getTIMESTAMP().getUnit()));
    }
    if (logical != null && logical.isSetTIME()) {
      return LogicalTypeAnnotation.timeType(
          logical.getTIME().isIsAdjustedToUTC(), unit(logical.getTIME().getUnit()));
    }
    if (logical != null && logical.isSetUUID()) {
      return LogicalTypeAnnotation.uuidType();
    }
    if (logical != null && logical.isSetSTRING()) {
      return LogicalTypeAnnotation.stringType();
    }
    return element.isSetConverted_type() ? converted(element) : null;
  }

  /** What files say in the older way; newer ones say it in both. */
  private static @Nullable LogicalTypeAnnotation converted(SchemaElement element) {
    return switch (element.getConverted_type()) {
      case UTF8 -> LogicalTypeAnnotation.stringType();
      case ENUM -> LogicalTypeAnnotation.enumType();
      case JSON -> LogicalTypeAnnotation.jsonType();
      case DECIMAL -> LogicalTypeAnnotation.decimalType(element.getScale(), element.getPrecision());
      case DATE -> LogicalTypeAnnotation.dateType();
      case TIME_MILLIS ->
          LogicalTypeAnnotation.timeType(true, LogicalTypeAnnotation.TimeUnit.MILLIS);
      case TIME_MICROS ->
          LogicalTypeAnnotation.timeType(true, LogicalTypeAnnotation.TimeUnit.MICROS);
      case TIMESTAMP_MILLIS ->
          LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MILLIS);
      case TIMESTAMP_MICROS ->
          LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS);
      case UINT_8 -> LogicalTypeAnnotation.intType(8, false);
      case UINT_16 -> LogicalTypeAnnotation.intType(16, false);
      case UINT_32 -> LogicalTypeAnnotation.intType(32, false);
      case UINT_64 -> LogicalTypeAnnotation.intType(64, false);
      case INTERVAL -> LogicalTypeAnnotation.IntervalLogicalTypeAnnotation.getInstance();
      case INT_8, INT_16, INT_32, INT_64, BSON, LIST, MAP, MAP_KEY_VALUE -> null;
    };
  }

  private static LogicalTypeAnnotation.TimeUnit unit(TimeUnit unit) {
    if (unit.isSetMILLIS()) {
      return LogicalTypeAnnotation.TimeUnit.MILLIS;
    }
    return unit.isSetMICROS()
        ? LogicalTypeAnnotation.TimeUnit.MICROS
        : LogicalTypeAnnotation.TimeUnit.NANOS;
  }
}
