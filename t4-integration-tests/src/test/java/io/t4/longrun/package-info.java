/**
 * Many objects and large ones, in a JVM with a small heap; {@code .ci/long} runs them. Start
 * reading at {@link io.t4.longrun.TransferLongTest}.
 */
@NullMarked
package io.t4.longrun;

import org.jspecify.annotations.NullMarked;
