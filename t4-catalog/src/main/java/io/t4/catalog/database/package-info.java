/** What the catalog keeps in a SQL database, H2 or PostgreSQL. */
@NullMarked
package io.t4.catalog.database;

import org.jspecify.annotations.NullMarked;
