package io.t4.tabular;

import java.util.BitSet;
import org.dflib.Series;
import org.dflib.builder.BoolAccum;
import org.dflib.builder.DoubleAccum;
import org.dflib.builder.FloatAccum;
import org.dflib.builder.IntAccum;
import org.dflib.builder.LongAccum;
import org.dflib.builder.ObjectAccum;
import org.dflib.builder.ValueAccum;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of one column: primitives as long as there is no null, which DFLib's
 * primitive series can't hold.
 */
final class ColumnBuilder {
  private final ValueAccum<Object> values;
  private final @Nullable Object placeholder;
  private final BitSet nulls = new BitSet();

  // Series of different types have no common parent that accepts values.
  @SuppressWarnings("unchecked")
  private ColumnBuilder(ValueAccum<?> values, @Nullable Object placeholder) {
    this.values = (ValueAccum<Object>) values;
    this.placeholder = placeholder;
  }

  static ColumnBuilder ints() {
    return new ColumnBuilder(new IntAccum(), 0);
  }

  static ColumnBuilder longs() {
    return new ColumnBuilder(new LongAccum(), 0L);
  }

  static ColumnBuilder floats() {
    return new ColumnBuilder(new FloatAccum(), 0f);
  }

  static ColumnBuilder doubles() {
    return new ColumnBuilder(new DoubleAccum(), 0.0);
  }

  static ColumnBuilder booleans() {
    return new ColumnBuilder(new BoolAccum(), false);
  }

  static ColumnBuilder objects() {
    return new ColumnBuilder(new ObjectAccum<>(), null);
  }

  int size() {
    return values.size();
  }

  void addInt(int value) {
    values.pushInt(value);
  }

  void addLong(long value) {
    values.pushLong(value);
  }

  void addFloat(float value) {
    values.pushFloat(value);
  }

  void addDouble(double value) {
    values.pushDouble(value);
  }

  void addBoolean(boolean value) {
    values.pushBool(value);
  }

  void add(Object value) {
    values.push(value);
  }

  void addNull() {
    nulls.set(values.size());
    pushPlaceholder();
  }

  // Accumulators of objects take nulls, though DFLib has no annotation that says so.
  @SuppressWarnings("NullAway")
  private void pushPlaceholder() {
    values.push(placeholder);
  }

  Series<?> build() {
    Series<?> series = values.toSeries();
    if (placeholder == null || nulls.isEmpty()) {
      return series;
    }
    @Nullable Object[] boxed = new @Nullable Object[series.size()];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = nulls.get(i) ? null : series.get(i);
    }
    return Series.of(boxed);
  }
}
