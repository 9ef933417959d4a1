package io.t4.formats;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Captures a generic type: {@code new TypeToken<List<Storm>>() {}}.
 *
 * @param <T> the type
 */
public abstract class TypeToken<T> {
  private final Type type;

  protected TypeToken() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType superclass)) {
      throw new IllegalStateException(
          "write new TypeToken<List<String>>() {} with its type argument");
    }
    type = superclass.getActualTypeArguments()[0];
  }

  public final Type type() {
    return type;
  }
}
