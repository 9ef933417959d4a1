/**
 * What the sandbox and the search node have in common: a server on jars of its own, in a process
 * that ends with the one that started it; not for users. Start reading at {@link
 * io.t4.process.ServerProcess}.
 */
@NullMarked
package io.t4.process;

import org.jspecify.annotations.NullMarked;
