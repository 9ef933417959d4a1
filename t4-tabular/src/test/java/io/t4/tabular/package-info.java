/** Tests of tables. Start reading at {@link io.t4.tabular.CsvFormatTest}. */
@NullMarked
package io.t4.tabular;

import org.jspecify.annotations.NullMarked;
