/**
 * The examples in README.md, in docs/ and in the module examples, run as a reader would run them.
 * Start reading at {@link io.t4.docs.DocumentsTest}.
 */
@NullMarked
package io.t4.docs;

import org.jspecify.annotations.NullMarked;
