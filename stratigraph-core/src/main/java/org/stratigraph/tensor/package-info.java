/** Element types, shapes and immutable dense tensors. */
@NullMarked
package org.stratigraph.tensor;

import org.jspecify.annotations.NullMarked;
