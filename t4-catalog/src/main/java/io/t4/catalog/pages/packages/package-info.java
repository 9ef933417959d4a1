/**
 * The pages of packages: lists, revisions, and how these differ; start at {@link
 * io.t4.catalog.pages.packages.PackagePage}. A manifest is what somebody wrote: it is read line by
 * line, and of what it names nothing is opened that isn't in a bucket the viewer sees.
 */
@NullMarked
package io.t4.catalog.pages.packages;

import org.jspecify.annotations.NullMarked;
