/** Formats for workers of tests, which do what a bad parser does. */
@NullMarked
package io.t4.text.misbehaving;

import org.jspecify.annotations.NullMarked;
