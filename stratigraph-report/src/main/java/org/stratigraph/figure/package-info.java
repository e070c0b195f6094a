/**
 * The figures: each takes what was measured and gives a {@link org.stratigraph.scene.Scene}. Which
 * file it becomes is no matter here.
 */
@NullMarked
package org.stratigraph.figure;

import org.jspecify.annotations.NullMarked;
