/**
 * Buckets that are directories on a disk. Start reading at {@link
 * io.t4.storage.local.LocalObjectStore}.
 */
@NullMarked
package io.t4.storage.local;

import org.jspecify.annotations.NullMarked;
