package org.stratigraph.training;

/** What training minimises. */
public sealed interface Objective {
  /**
   * The mean over images of the cross-entropy of the targets, smoothed: {@code (1 - s) t + s / K}
   * (Szegedy et al. 2016, section 7).
   *
   * @param smoothing s in [0,1)
   */
  record CrossEntropy(double smoothing) implements Objective {}

  /**
   * NT-Xent of SimCLR (Chen et al. 2020, equation 1). A batch holds two views of each of N/2
   * images: rows i and i + N/2 are one image. The trunk is the network up to the input of its last
   * layer; a projection of two linear layers with a ReLU between them is trained with it and thrown
   * away. The last layer is not trained.
   *
   * @param temperature above 0; the paper's default for CIFAR-10 is 0.5
   * @param projection the number of outputs of the projection; 128 in the paper
   */
  record Contrastive(double temperature, int projection) implements Objective {}
}
