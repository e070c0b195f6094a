/** The criticality of layers: resets, the sweep, agreement with the untouched network, results. */
@NullMarked
package org.stratigraph.criticality;

import org.jspecify.annotations.NullMarked;
