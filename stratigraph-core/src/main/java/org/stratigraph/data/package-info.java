/** Labelled images: where they come from, which are selected, how they are preprocessed. */
@NullMarked
package org.stratigraph.data;

import org.jspecify.annotations.NullMarked;
