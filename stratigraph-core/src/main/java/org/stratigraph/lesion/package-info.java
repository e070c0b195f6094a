/** Lesion studies: how well a network predicts without some of its parts. */
@NullMarked
package org.stratigraph.lesion;

import org.jspecify.annotations.NullMarked;
