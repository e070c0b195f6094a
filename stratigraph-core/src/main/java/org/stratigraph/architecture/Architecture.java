package org.stratigraph.architecture;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * A known architecture. It may come in several {@linkplain Variant variants}, told apart by the
 * names and shapes of their tensors; the first is the default.
 *
 * @param name the name to choose it by: {@code resnet50}
 * @param classes the number of classes it was published with
 * @param input the shape of one image it was published with, [C, H, W]
 * @param variants never empty
 */
public record Architecture(String name, int classes, Shape input, List<Variant> variants) {
  public Architecture {
    variants = List.copyOf(variants);
  }

  /**
   * The default variant for images of the published size, all trained tensors zero.
   *
   * @param classes the number of logits, from 1
   */
  public Graph build(int classes) {
    return variants.get(0).build(input, classes, Architecture::zeros);
  }

  /**
   * The default variant as it is before training: every tensor drawn by its {@linkplain
   * #initialiser() initialiser}, batch norm with scale 1, shift 0, mean 0 and variance 1. Other
   * draws than those of a random reset with the same seed, so that a reset is not a return.
   *
   * @param image the shape of one image, [C, H, W]
   * @param classes the number of logits, from 1
   * @param seed fixes every value, each tensor by itself
   * @throws org.stratigraph.UnusableInputException if images of that size do not fit
   */
  public Graph initial(Shape image, int classes, long seed) {
    return InitialWeights.of(variants.get(0), image, classes, seed);
  }

  /** The initialiser of the default variant. */
  public Initialiser initialiser() {
    return variants.get(0).initialiser();
  }

  /** The name of the preprocessing that the default variant is trained with. */
  public String preprocessing() {
    return variants.get(0).preprocessing();
  }

  /**
   * The variant that fits the tensors of a checkpoint best: fewest needed tensors missing or of
   * another shape, then fewest tensors unexpected, then first listed. The class count is that of
   * the checkpoint's last layer and the number of image channels that of its first.
   *
   * @param found the shapes of the checkpoint's tensors by name
   * @param size the height and width of the images; those of {@link #input} are the default
   */
  public Fit fit(Map<String, Shape> found, Shape size) {
    return variants.stream()
        .map(variant -> fit(variant, found, size))
        .min(Fit.BEST_FIRST)
        .orElseThrow();
  }

  private Fit fit(Variant variant, Map<String, Shape> found, Shape size) {
    Shape images = variant.image(found, Shape.of(input.extent(0), size.extent(1), size.extent(2)));
    int logits = variant.classes(found, classes);
    return Fit.of(this, variant, images, logits, found);
  }

  private static Tensor zeros(String name, Shape shape) {
    int bytes = Math.toIntExact(Math.multiplyExact(shape.elementCount(), 4L));
    return Tensor.wrap(ElementType.FLOAT32, shape, ByteBuffer.allocate(bytes));
  }
}
