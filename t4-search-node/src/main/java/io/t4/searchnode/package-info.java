/**
 * One OpenSearch node on loopback, run as a process of its own. Start reading at {@link
 * io.t4.searchnode.SearchNode}; tests use {@link io.t4.searchnode.SearchNodeExtension}.
 */
@NullMarked
package io.t4.searchnode;

import org.jspecify.annotations.NullMarked;
