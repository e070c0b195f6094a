/**
 * Estimates of means and their errors from trials and images, rank correlations; draws that a seed
 * fixes.
 */
@NullMarked
package org.stratigraph.statistics;

import org.jspecify.annotations.NullMarked;
