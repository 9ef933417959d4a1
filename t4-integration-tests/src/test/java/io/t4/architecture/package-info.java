/**
 * The rules that keep the modules apart and the code alike. Start reading at {@link
 * io.t4.architecture.PackageOrderTest}.
 */
@NullMarked
package io.t4.architecture;

import org.jspecify.annotations.NullMarked;
