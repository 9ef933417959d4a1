/**
 * Processes that publish packages at once, or are killed while they do. Start reading at {@link
 * PublishingContract}.
 */
@NullMarked
package io.t4.publishing;

import org.jspecify.annotations.NullMarked;
