/**
 * The program of the processes that read tables; start at {@link
 * io.t4.catalog.pages.tables.worker.TableWorker}.
 */
@NullMarked
package io.t4.catalog.pages.tables.worker;

import org.jspecify.annotations.NullMarked;
