/**
 * Training on PyTorch, through DJL. The only place that names a class of DJL.
 *
 * <p>From a plan to a step, in reading order: {@link org.stratigraph.pytorch.PytorchTrainer} loads
 * PyTorch ({@code Libtorch}) and starts a {@code PytorchTraining}. That holds a {@code
 * TrainedNetwork}: the graph compiled to a {@code Program} for each batch size (a list of {@code
 * Operation}s that the {@code Operators} make of nodes) and its tensors, which lie one behind the
 * other in {@code FlatTensors}, so that an {@code UpdateRule} and an {@code Average} move all of
 * them in a handful of calls. A step runs the program with gradients recorded, computes a {@code
 * Loss}, asks for the gradient and hands it to the rule. An {@code Adversary} changes the images
 * first.
 *
 * <p>Everything that a step computes belongs to a manager of its own and goes with it; values that
 * nothing needs any more go earlier. What a step draws (dropout, the start of an attack) is a
 * function of the plan's seed and the number of the step: PyTorch's generator is seeded in each.
 *
 * <p>Images lie with their channels last, as do all values of convolutional networks then, which is
 * about a quarter faster than PyTorch's default and equal up to rounding.
 */
@NullMarked
package org.stratigraph.pytorch;

import org.jspecify.annotations.NullMarked;
