/** Evaluation on ONNX Runtime. The only place that names one of its classes. */
@NullMarked
package org.stratigraph.onnxruntime;

import org.jspecify.annotations.NullMarked;
