/** Readers of trained tensors: PyTorch, safetensors, Keras. None of them executes anything. */
@NullMarked
package org.stratigraph.checkpoint;

import org.jspecify.annotations.NullMarked;
