/** Known architectures as graphs with the tensor names and initialisers of their frameworks. */
@NullMarked
package org.stratigraph.architecture;

import org.jspecify.annotations.NullMarked;
