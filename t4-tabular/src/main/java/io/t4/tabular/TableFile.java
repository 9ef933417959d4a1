package io.t4.tabular;

import java.nio.file.Path;

/**
 * A file that holds a table.
 *
 * @param path where it is; only read
 * @param format how it holds it
 */
public record TableFile(Path path, TableFormat format) {}
