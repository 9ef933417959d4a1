/** How the catalog is set up: options, environment, file; start at {@link CatalogSettings}. */
@NullMarked
package io.t4.catalog.settings;

import org.jspecify.annotations.NullMarked;
