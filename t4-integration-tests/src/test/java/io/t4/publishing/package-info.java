/** Processes that publish packages at once. Start reading at {@link ConcurrentPushContract}. */
@NullMarked
package io.t4.publishing;

import org.jspecify.annotations.NullMarked;
