/** Digests of content. Start reading at {@link io.t4.hashing.ETag}. */
@NullMarked
package io.t4.hashing;

import org.jspecify.annotations.NullMarked;
