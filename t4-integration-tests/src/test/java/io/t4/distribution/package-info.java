/**
 * The distribution as a user has it, run as processes. Start reading at {@link
 * io.t4.distribution.DistributionTest}.
 */
@NullMarked
package io.t4.distribution;

import org.jspecify.annotations.NullMarked;
