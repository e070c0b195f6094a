package org.stratigraph.training;

/**
 * What an epoch of training was like.
 *
 * @param epoch its number, from 1
 * @param loss the mean over its images of the objective's loss, while the weights moved
 * @param accuracy the share in [0,1] of its images whose largest logit is at the largest target;
 *     NaN where the objective has no classes
 * @param learningRate at its last step
 * @param images trained on
 * @param seconds that it took
 */
public record EpochMetrics(
    int epoch, double loss, double accuracy, double learningRate, int images, double seconds) {}
