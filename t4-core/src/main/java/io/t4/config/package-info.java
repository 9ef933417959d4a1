/**
 * The user's configuration and credentials files. Start reading at {@link io.t4.config.T4Config}.
 */
@NullMarked
package io.t4.config;

import org.jspecify.annotations.NullMarked;
