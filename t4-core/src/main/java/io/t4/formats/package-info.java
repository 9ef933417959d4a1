/**
 * How objects in memory become bytes and back; extended by users with {@link
 * java.util.ServiceLoader}. Start reading at {@link io.t4.formats.FormatHandler}, then {@link
 * io.t4.formats.Formats}.
 */
@NullMarked
package io.t4.formats;

import org.jspecify.annotations.NullMarked;
