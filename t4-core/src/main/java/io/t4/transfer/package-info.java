/**
 * Moves content between files and stores: in parallel, checked, whole or not at all. Start reading
 * at {@link io.t4.transfer.Transfers}.
 */
@NullMarked
package io.t4.transfer;

import org.jspecify.annotations.NullMarked;
