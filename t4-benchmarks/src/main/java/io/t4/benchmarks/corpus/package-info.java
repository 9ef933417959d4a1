/** Files as a laboratory might keep them, made from a seed; start at {@link Corpus}. */
@NullMarked
package io.t4.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
