/**
 * Figures described once, as marks on a sheet measured in points, and written as SVG, PDF or PNG
 * with one typeface. Knows nothing of networks.
 */
@NullMarked
package org.stratigraph.scene;

import org.jspecify.annotations.NullMarked;
