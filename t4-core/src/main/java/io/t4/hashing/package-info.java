/**
 * Digests of content, and the hashes of package entries. Start reading at {@link
 * io.t4.hashing.HashAlgorithm}.
 */
@NullMarked
package io.t4.hashing;

import org.jspecify.annotations.NullMarked;
