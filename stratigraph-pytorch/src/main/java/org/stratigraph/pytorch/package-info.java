/** Training on PyTorch. The only place that names a class of DJL. */
@NullMarked
package org.stratigraph.pytorch;

import org.jspecify.annotations.NullMarked;
