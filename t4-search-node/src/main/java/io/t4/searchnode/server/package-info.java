/**
 * What runs inside the search node's own process, on its own class path; not for users. Start
 * reading at {@link io.t4.searchnode.server.SearchNodeServer}.
 */
@NullMarked
package io.t4.searchnode.server;

import org.jspecify.annotations.NullMarked;
