/**
 * The text of files, extracted in processes that can be killed. Start reading at {@link
 * io.t4.text.TextExtractor}.
 */
@NullMarked
package io.t4.text;

import org.jspecify.annotations.NullMarked;
