package org.stratigraph.criticality;

import java.util.Arrays;
import java.util.List;
import org.stratigraph.data.Images;

/**
 * The predictions of the untouched network on one chunk of images. Sums merge, as in {@link
 * Agreement}.
 *
 * @param chunk the number of the chunk, from 0
 * @param agreement of the network with itself: holds its top-1, top-5 and loss
 * @param probabilities sum over images of the softmax output, one entry a class
 * @param directions sum over images of the softmax output scaled to length 1
 * @param predictions number of images predicted as each class
 * @param uniformCosine sum over images of the cosine similarity of the softmax output to the
 *     uniform one
 * @param skipped images of the chunk that could not be read
 */
public record Untouched(
    int chunk,
    Agreement agreement,
    double[] probabilities,
    double[] directions,
    long[] predictions,
    double uniformCosine,
    List<Images.Skipped> skipped) {
  public Untouched {
    skipped = List.copyOf(skipped);
  }

  /** Same numbers, bit for bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Untouched u
        && chunk == u.chunk
        && agreement.equals(u.agreement)
        && Arrays.equals(probabilities, u.probabilities)
        && Arrays.equals(directions, u.directions)
        && Arrays.equals(predictions, u.predictions)
        && Double.compare(uniformCosine, u.uniformCosine) == 0
        && skipped.equals(u.skipped);
  }

  @Override
  public int hashCode() {
    return 31 * chunk + agreement.hashCode();
  }
}
