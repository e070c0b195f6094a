/** Training images in memory, changed by chance and gathered into batches. */
@NullMarked
package org.stratigraph.augmentation;

import org.jspecify.annotations.NullMarked;
