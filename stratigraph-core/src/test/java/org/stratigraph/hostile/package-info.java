/** A corpus of hostile files, made by code. */
@NullMarked
package org.stratigraph.hostile;

import org.jspecify.annotations.NullMarked;
