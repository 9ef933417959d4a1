/**
 * Where the catalog hears of changes: SQS, a webhook, watched directories. All of them only say
 * which keys to look at; start at {@link ChangedObjects}.
 */
@NullMarked
package io.t4.catalog.events;

import org.jspecify.annotations.NullMarked;
