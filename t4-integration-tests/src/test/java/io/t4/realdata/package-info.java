/**
 * Files of real users, there and back. Start reading at {@link io.t4.realdata.RealDataContract}.
 */
@NullMarked
package io.t4.realdata;

import org.jspecify.annotations.NullMarked;
