/**
 * Networks as immutable ONNX graphs: nodes, layers, sub-graphs, shapes, and ONNX files in and out.
 */
@NullMarked
package org.stratigraph.graph;

import org.jspecify.annotations.NullMarked;
