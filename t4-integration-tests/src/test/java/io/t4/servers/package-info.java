/** The S3 servers that tests run against. Start reading at {@link io.t4.servers.S3TestServer}. */
@NullMarked
package io.t4.servers;

import org.jspecify.annotations.NullMarked;
