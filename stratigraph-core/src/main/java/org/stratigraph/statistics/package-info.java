/** Estimates of means and their errors from trials and images. */
@NullMarked
package org.stratigraph.statistics;

import org.jspecify.annotations.NullMarked;
