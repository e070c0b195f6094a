/** A trained network opened from whatever file the user has. */
@NullMarked
package org.stratigraph.network;

import org.jspecify.annotations.NullMarked;
