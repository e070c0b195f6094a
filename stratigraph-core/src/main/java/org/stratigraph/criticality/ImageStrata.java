package org.stratigraph.criticality;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.statistics.Strata;

/**
 * The labels of images as strata. What a reset does to an image depends much on its class: a reset
 * network often predicts one class for all. On ResNet-20 (CIFAR-10) images of one class differ in 1
 * - cosine by a variance of 0.050, all images by 0.082.
 */
final class ImageStrata {
  private ImageStrata() {}

  /**
   * The classes of a run's images in order, without those that could not be read.
   *
   * @param untouched what was found of the images that were read, or tried to be
   * @return no strata if an image has no label
   */
  static Strata of(Images images, List<Untouched> untouched) {
    if (!images.labelled()) {
      return Strata.none();
    }
    Set<String> unread = new HashSet<>();
    untouched.forEach(block -> block.skipped().forEach(image -> unread.add(image.id())));
    List<Sample> samples =
        unread.isEmpty()
            ? images.samples()
            : images.samples().stream().filter(sample -> !unread.contains(sample.id())).toList();
    return Strata.of(samples.stream().mapToInt(sample -> sample.label().orElse(-1)).toArray());
  }
}
