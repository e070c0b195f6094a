package org.stratigraph.pytorch;

import java.util.Arrays;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;

/** What batches a network takes. */
final class Batches {
  private Batches() {}

  /**
   * The extents of a batch.
   *
   * @param size its number of images
   * @throws UnusableInputException if the graph leaves another axis than the first open
   */
  static long[] extents(Graph graph, long size) {
    Value input = graph.inputs().get(0);
    long[] extents = input.shape().stream().mapToLong(e -> e.orElse(-1)).toArray();
    if (extents.length > 0) {
      extents[0] = size;
    }
    if (extents.length < 2 || Arrays.stream(extents).anyMatch(e -> e < 1)) {
      throw new UnusableInputException(
          "The network cannot be trained: its input '%s' takes the shape %s, of which the first axis and no other may be dynamic."
              .formatted(
                  input.name(),
                  input.shape().stream()
                      .map(e -> e.isPresent() ? String.valueOf(e.getAsLong()) : "?")
                      .toList()));
    }
    return extents;
  }

  /** The extents of a batch as it is. */
  static long[] shape(TrainingBatch batch, TrainingBatches batches) {
    return batches.image().batch(batch.size());
  }

  /**
   * Checks that batches are such as a network takes.
   *
   * @param output the shape of what the loss is computed from
   * @throws UnusableInputException if they are not
   */
  static void check(Graph graph, Loss loss, Shape output, TrainingBatches batches) {
    long[] wanted = extents(graph, 1);
    wanted = Arrays.copyOfRange(wanted, 1, wanted.length);
    if (!Arrays.equals(wanted, batches.image().extents())) {
      throw new UnusableInputException(
          "The network takes images of shape %s, but those to train on are %s: choose a preprocessing that gives the network's."
              .formatted(Arrays.toString(wanted), batches.image()));
    }
    if (loss.classifies() && output.extent(1) != batches.classes()) {
      throw new UnusableInputException(
          "The network has %d logits, but the images to train on are of %d classes: build it for that many."
              .formatted(output.extent(1), batches.classes()));
    }
  }
}
