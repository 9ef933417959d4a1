/**
 * The formats that T4 brings; found through {@link java.util.ServiceLoader}, not called by users.
 * Start reading at {@link io.t4.formats.internal.JsonFormat}.
 */
@NullMarked
package io.t4.formats.internal;

import org.jspecify.annotations.NullMarked;
