package org.stratigraph.criticality;

import java.util.Arrays;
import java.util.List;

/**
 * How far the predictions of a changed network agree with those of the untouched one, summed over
 * images. Sums merge, so any split of the images gives the same figures up to rounding in double.
 *
 * <p>For an untouched network compared with itself the cosines are 1 and the distances 0; its
 * top-1, top-5 and loss are what this class is then used for.
 *
 * @param cosines cosine similarity of the two softmax outputs of each image, in image order; in [0,
 *     1]
 * @param l1 sum over images of the L1 distance of the softmax outputs
 * @param l2 sum over images of their L2 distance
 * @param sameArgmax number of images whose most probable class did not change
 * @param labelled number of images that have a label; the next three count only them
 * @param top1 number of images whose label is the most probable class
 * @param top5 number of images whose label is among the five most probable classes
 * @param loss sum over images of the cross-entropy -ln p(label), in nats
 */
public record Agreement(
    float[] cosines,
    double l1,
    double l2,
    long sameArgmax,
    long labelled,
    long top1,
    long top5,
    double loss) {

  /** The sum over no images. */
  public static Agreement none() {
    return new Agreement(new float[0], 0, 0, 0, 0, 0, 0, 0);
  }

  /** The number of images. */
  public int images() {
    return cosines.length;
  }

  /** The sum over the images of all parts in order; linear in the number of images. */
  public static Agreement of(List<Agreement> parts) {
    float[] cosines = new float[parts.stream().mapToInt(Agreement::images).sum()];
    Agreement sums = none();
    int images = 0;
    for (Agreement part : parts) {
      System.arraycopy(part.cosines, 0, cosines, images, part.images());
      images += part.images();
      sums = sums.plus(part, sums.cosines);
    }
    return sums.plus(none(), cosines);
  }

  /** The sum over the images of this and then of the next. */
  public Agreement merge(Agreement next) {
    float[] all = Arrays.copyOf(cosines, cosines.length + next.cosines.length);
    System.arraycopy(next.cosines, 0, all, cosines.length, next.cosines.length);
    return plus(next, all);
  }

  /** The sums of both, with the given cosines. */
  private Agreement plus(Agreement next, float[] all) {
    return new Agreement(
        all,
        l1 + next.l1,
        l2 + next.l2,
        sameArgmax + next.sameArgmax,
        labelled + next.labelled,
        top1 + next.top1,
        top5 + next.top5,
        loss + next.loss);
  }

  /** Mean cosine similarity, in [0, 1]; NaN over no images. */
  public double meanCosine() {
    double sum = 0;
    for (float cosine : cosines) {
      sum += cosine;
    }
    return sum / images();
  }

  /** Mean L1 distance, in [0, 2]; NaN over no images. */
  public double meanL1() {
    return l1 / images();
  }

  /** Mean L2 distance, in [0, sqrt 2]; NaN over no images. */
  public double meanL2() {
    return l2 / images();
  }

  /** Share of images whose most probable class did not change; NaN over no images. */
  public double argmaxAgreement() {
    return (double) sameArgmax / images();
  }

  /** Top-1 accuracy as a fraction; NaN where no image has a label. */
  public double top1Accuracy() {
    return (double) top1 / labelled;
  }

  /** Top-5 accuracy as a fraction; NaN where no image has a label. */
  public double top5Accuracy() {
    return (double) top5 / labelled;
  }

  /** Mean cross-entropy in nats; NaN where no image has a label. */
  public double meanLoss() {
    return loss / labelled;
  }

  /** Same numbers, bit for bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Agreement a
        && Arrays.equals(cosines, a.cosines)
        && Double.compare(l1, a.l1) == 0
        && Double.compare(l2, a.l2) == 0
        && sameArgmax == a.sameArgmax
        && labelled == a.labelled
        && top1 == a.top1
        && top5 == a.top5
        && Double.compare(loss, a.loss) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cosines);
  }
}
