/** Many networks, one question: what was measured of each, side by side. */
@NullMarked
package org.stratigraph.comparison;

import org.jspecify.annotations.NullMarked;
