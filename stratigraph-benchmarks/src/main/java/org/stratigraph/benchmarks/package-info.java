/** Whole-program comparisons with other programs and with the limit. Never shipped. */
@NullMarked
package org.stratigraph.benchmarks;

import org.jspecify.annotations.NullMarked;
