/** Work on several threads with the outcome that it has on one. */
@NullMarked
package org.stratigraph.parallel;

import org.jspecify.annotations.NullMarked;
