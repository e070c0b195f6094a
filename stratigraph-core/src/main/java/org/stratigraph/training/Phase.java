package org.stratigraph.training;

/**
 * A part of a training with one plan. The next part goes on with the network that this one made.
 *
 * @param name for people: {@code training}, {@code pre-training}
 * @param plan objective, optimiser, learning rate; its epochs are this part's, counted from 1
 * @param augmentation what is done to the images, as text: comma-separated {@code crop=PAD}, {@code
 *     flip}, {@code randaugment=OPS/MAGNITUDE}, {@code augmix}, {@code mixup=ALPHA}, {@code
 *     cutmix=ALPHA}, {@code simclr}, or {@code none}
 * @param twoViews whether each image comes twice, differently augmented
 */
public record Phase(String name, TrainingPlan plan, String augmentation, boolean twoViews) {}
