/**
 * The unchecked exceptions that users of T4 see. Start reading at {@link io.t4.error.T4Exception}.
 */
@NullMarked
package io.t4.error;

import org.jspecify.annotations.NullMarked;
