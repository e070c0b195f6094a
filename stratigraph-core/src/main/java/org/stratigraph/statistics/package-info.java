/** Estimates of means and their errors from trials and images, and seeded chance. */
@NullMarked
package org.stratigraph.statistics;

import org.jspecify.annotations.NullMarked;
