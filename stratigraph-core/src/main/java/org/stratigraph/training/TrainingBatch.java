package org.stratigraph.training;

import java.nio.FloatBuffer;

/**
 * Images with their targets. The buffers are direct, in native order, from position 0 to their
 * limit, and belong to the reader until it asks for the next batch.
 *
 * @param size the number N of rows
 * @param images {@code [N, C, H, W]}, normalised
 * @param targets {@code [N, K]}: the probability of each class; each row sums to 1 (one-hot unless
 *     images were mixed)
 */
public record TrainingBatch(int size, FloatBuffer images, FloatBuffer targets) {}
