/** Files that are wholly there or not at all, and words for what can go wrong with them. */
@NullMarked
package org.stratigraph.file;

import org.jspecify.annotations.NullMarked;
