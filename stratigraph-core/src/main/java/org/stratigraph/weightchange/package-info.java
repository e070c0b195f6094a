/** How much each layer's weights move from one checkpoint of a training to the next. */
@NullMarked
package org.stratigraph.weightchange;

import org.jspecify.annotations.NullMarked;
