package io.t4.text.worker;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Fits any schema; values are taken from the columns instead. */
final class IgnoredValues extends GroupConverter {
  private final PrimitiveConverter leaf = new PrimitiveConverter() {};

  @Override
  public Converter getConverter(int fieldIndex) {
    return this;
  }

  @Override
  public PrimitiveConverter asPrimitiveConverter() {
    return leaf;
  }

  @Override
  public void start() {}

  @Override
  public void end() {}
}
