/**
 * A network drawn as a graph, its layers coloured by what was measured of them.
 *
 * <p>In the order in which one thing becomes the next: {@link CondensedGraph} makes boxes of a
 * graph's operators, {@link Grouping} finds the stages and blocks that the boxes belong to, {@link
 * Level} closes groups to single boxes, {@link Layout} places boxes and wires, {@link LevelDrawing}
 * draws them, {@link NetworkView} hands out the page and the other formats.
 *
 * <p>The layout is our own. Eclipse ELK, the one well-kept library for Java that draws layered
 * graphs, was tried (0.11.0): it lays out the wires of a DenseNet-121 in 4.2 seconds (2.0 when
 * warm), where a page should be there in well under one; it brings Guava, EMF and Xtend's library,
 * 12 MB in 15 files, and is licensed under the EPL-2.0, which is no permissive licence. A network
 * is far simpler to draw than what ELK is made for: it has no cycles, no ports and no sizes that
 * change.
 */
@NullMarked
package org.stratigraph.view;

import org.jspecify.annotations.NullMarked;
