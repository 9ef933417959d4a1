/** Buckets that are directories on a disk. Start reading at {@code LocalObjectStore}. */
@NullMarked
package io.t4.storage.local;

import org.jspecify.annotations.NullMarked;
