/**
 * What Python's libraries write is read here, and the reverse. Start reading at {@link
 * io.t4.interop.PythonInterop}, for packages at {@link io.t4.interop.PackageRoundTrip}.
 */
@NullMarked
package io.t4.interop;

import org.jspecify.annotations.NullMarked;
