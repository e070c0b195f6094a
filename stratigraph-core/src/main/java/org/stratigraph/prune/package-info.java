/** Making networks smaller by taking out the parts that they can do without. */
@NullMarked
package org.stratigraph.prune;

import org.jspecify.annotations.NullMarked;
