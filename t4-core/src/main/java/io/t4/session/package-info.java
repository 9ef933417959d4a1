/**
 * What buckets share: configuration, credentials, connections, threads. Start reading at {@link
 * io.t4.session.T4Session}.
 */
@NullMarked
package io.t4.session;

import org.jspecify.annotations.NullMarked;
