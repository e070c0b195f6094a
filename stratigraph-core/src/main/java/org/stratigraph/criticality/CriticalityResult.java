package org.stratigraph.criticality;

import java.util.List;
import java.util.Map;

/**
 * What a finished criticality run found. Fractions, never percent; NaN where a figure is not known
 * (no labels, a single trial), which files show as null.
 *
 * @param model the network
 * @param data the images
 * @param protocol what was asked for
 * @param original the untouched network on those images
 * @param layers one row a measured layer, in topological order
 * @param measurements one row a layer and trial, over all images
 * @param skipped what was not measured, and why
 * @param skippedImages images left out because they could not be read, as {@code id: reason}
 * @param notes what a reader of the figures must know; whole sentences
 * @param provenance versions, machine, options, times; by name, in a fixed order
 */
public record CriticalityResult(
    Model model,
    Data data,
    Protocol protocol,
    Original original,
    List<LayerResult> layers,
    List<TrialResult> measurements,
    List<SkippedLayer> skipped,
    List<String> skippedImages,
    List<String> notes,
    Map<String, String> provenance) {
  public CriticalityResult {
    layers = List.copyOf(layers);
    measurements = List.copyOf(measurements);
    skipped = List.copyOf(skipped);
    skippedImages = List.copyOf(skippedImages);
    notes = List.copyOf(notes);
  }

  /**
   * The network.
   *
   * @param name architecture or file name
   * @param source the path or name that the user gave
   * @param sha256 of the file, in hex
   * @param parameters the number of trained values
   * @param classes the number of outputs
   */
  public record Model(String name, String source, String sha256, long parameters, int classes) {}

  /**
   * The images.
   *
   * @param source the path or name that the user gave
   * @param images how many were measured
   * @param sha256 of their ids, labels and bytes, in hex
   * @param labelled whether accuracy and loss are known
   * @param preprocessing what was done to them, in words
   */
  public record Data(
      String source, int images, String sha256, boolean labelled, String preprocessing) {}

  /**
   * What was asked for.
   *
   * @param name {@code paper}, {@code auto} or {@code fixed}
   * @param reset the kind of reset, as on the command line
   * @param trials the most trials that a layer was given
   * @param images the number of images
   * @param kinds the kinds of layers
   * @param seed fixes every draw
   * @param targetError the standard error aimed at; NaN where none was
   */
  public record Protocol(
      String name,
      String reset,
      int trials,
      int images,
      List<String> kinds,
      long seed,
      double targetError) {
    public Protocol {
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * The untouched network.
   *
   * @param top1 accuracy; NaN without labels
   * @param top5 accuracy; NaN without labels
   * @param loss mean cross-entropy in nats; NaN without labels
   * @param uniformCeiling mean cosine distance of its predictions to the uniform one: the
   *     criticality that a reset has which makes every output uniform
   * @param meanCeiling mean cosine distance of its predictions to their own mean: the criticality
   *     of a reset that makes the output ignore the image
   */
  public record Original(
      double top1, double top5, double loss, double uniformCeiling, double meanCeiling) {}

  /**
   * One layer over all trials and images.
   *
   * @param layer its name
   * @param kind its kind's label
   * @param depth as in {@link org.stratigraph.graph.Layer}
   * @param parameters its number of trained values
   * @param criticality 1 - mean cosine similarity, in [0, 1]
   * @param trialSd sample standard deviation over trials (n - 1); NaN for a single random trial, 0
   *     for a reset without randomness
   * @param standardError of the criticality, from trials and images; NaN where unknown
   * @param intervalLow lower end of the 95 % interval, in [0, 1]; NaN where unknown
   * @param intervalHigh upper end
   * @param trials number of trials
   * @param images number of images
   * @param stopped what ended its measurement: the label of a {@link Stop}
   * @param ofUniformCeiling criticality / uniform ceiling; NaN if that is 0
   * @param ofMeanCeiling criticality / mean ceiling; NaN if that is 0
   * @param argmaxAgreement share of predictions that did not change, mean over trials
   * @param top1 accuracy after the reset, mean over trials; NaN without labels
   * @param accuracyLoss 1 - top1 / original top1; NaN without labels
   * @param notes what to know of this layer
   */
  public record LayerResult(
      String layer,
      String kind,
      int depth,
      long parameters,
      double criticality,
      double trialSd,
      double standardError,
      double intervalLow,
      double intervalHigh,
      int trials,
      int images,
      String stopped,
      double ofUniformCeiling,
      double ofMeanCeiling,
      double argmaxAgreement,
      double top1,
      double accuracyLoss,
      List<String> notes) {
    public LayerResult {
      notes = List.copyOf(notes);
    }
  }

  /**
   * One layer and trial over all images; means.
   *
   * @param layer the layer's name
   * @param trial from 0
   * @param images number of images
   * @param cosine mean cosine similarity of the softmax outputs
   * @param l1 mean L1 distance
   * @param l2 mean L2 distance
   * @param argmaxAgreement share of predictions that did not change
   * @param top1 accuracy; NaN without labels
   * @param top5 accuracy; NaN without labels
   * @param loss mean cross-entropy in nats; NaN without labels
   */
  public record TrialResult(
      String layer,
      int trial,
      int images,
      double cosine,
      double l1,
      double l2,
      double argmaxAgreement,
      double top1,
      double top5,
      double loss) {}

  /** A layer, or a node that might have been one, that was not measured. */
  public record SkippedLayer(String layer, String reason) {}
}
