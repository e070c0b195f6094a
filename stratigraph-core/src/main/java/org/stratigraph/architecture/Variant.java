package org.stratigraph.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * One form of an architecture: the tensor names of one source, with its choices of detail and its
 * initialiser. Immutable and thread-safe.
 */
public final class Variant {
  /** The name of the graph's input, [N, C, H, W] with a dynamic batch. */
  public static final String INPUT = "input";

  /** The name of the graph's output, [N, classes]. */
  public static final String OUTPUT = "logits";

  private static final int MOST_CLASSES = 10_000_000;
  private static final int MOST_CHANNELS = 1024;
  private static final int MOST_PIXELS = 16_384;

  private final String description;
  private final Blueprint blueprint;
  private final String stem;
  private final String head;
  private final Initialiser initialiser;
  private final String preprocessing;
  private final Predicate<String> unused;

  private Variant(
      String description,
      Blueprint blueprint,
      String stem,
      String head,
      Initialiser initialiser,
      String preprocessing,
      Predicate<String> unused) {
    this.description = description;
    this.blueprint = blueprint;
    this.stem = stem;
    this.head = head;
    this.initialiser = initialiser;
    this.preprocessing = preprocessing;
    this.unused = unused;
  }

  /**
   * A variant with PyTorch's default initialiser and ImageNet's preprocessing.
   *
   * @param description whose names and choices these are, for people
   */
  static Variant of(String description, Blueprint blueprint) {
    return new Variant(
        description, blueprint, "", "", Initialisers.pyTorchDefault(), "imagenet", name -> false);
  }

  /**
   * Says which tensors tell the sizes.
   *
   * @param newStem the weight that reads the image; its second extent is the number of channels, or
   *     of values
   * @param newHead the weight that makes the logits; its first extent is the number of classes
   */
  Variant weights(String newStem, String newHead) {
    return new Variant(
        description, blueprint, newStem, newHead, initialiser, preprocessing, unused);
  }

  Variant initialiser(Initialiser newInitialiser) {
    return new Variant(description, blueprint, stem, head, newInitialiser, preprocessing, unused);
  }

  Variant preprocessing(String name) {
    return new Variant(description, blueprint, stem, head, initialiser, name, unused);
  }

  /** Says which tensors the source stores in its checkpoints although its network ignores them. */
  Variant unused(Predicate<String> names) {
    return new Variant(description, blueprint, stem, head, initialiser, preprocessing, names);
  }

  /** Whose tensor names and choices these are: {@code "torchvision and timm"}. */
  public String description() {
    return description;
  }

  /** What an untrained network of this variant holds. */
  public Initialiser initialiser() {
    return initialiser;
  }

  /** The name of the preprocessing that networks of this variant are trained with. */
  public String preprocessing() {
    return preprocessing;
  }

  /** Whether the source is known to store a tensor of this name that its network ignores. */
  boolean isUnused(String name) {
    return unused.test(name);
  }

  /**
   * The tensors that this variant needs, in network order.
   *
   * @param input the shape of one image, [C, H, W]
   * @throws UnusableInputException if images of that size do not fit
   */
  public Map<String, Shape> tensors(Shape input, int classes) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Tensor placeholder = Tensor.of(Shape.of(), 0f);
    build(
        input,
        classes,
        (name, shape) -> {
          shapes.put(name, shape);
          return placeholder;
        });
    return shapes;
  }

  /**
   * Builds the network. Nodes are named after the modules they stand for.
   *
   * @param input the shape of one image, [C, H, W]
   * @param classes the number of logits, from 1
   * @param source gives each trained tensor
   * @throws UnusableInputException if images of that size do not fit
   */
  public Graph build(Shape input, int classes, TensorSource source) {
    if (input.rank() != 3 || classes < 1) {
      throw new IllegalArgumentException(
          "cannot build a network for images %s and %d classes".formatted(input, classes));
    }
    GraphBuilder graph = GraphBuilder.named(description);
    graph.input(Value.of(INPUT, -1, input.extent(0), input.extent(1), input.extent(2)));
    Feature images =
        new Feature(
            INPUT,
            Math.toIntExact(input.extent(0)),
            Math.toIntExact(input.extent(1)),
            Math.toIntExact(input.extent(2)));
    Modules net = new Modules(graph, source);
    Feature logits = blueprint.draw(net, images, classes);
    if (!logits.value().equals(OUTPUT)) {
      net.identity(OUTPUT, logits);
    }
    return graph.output(Value.of(OUTPUT, -1, classes)).build();
  }

  /** The number of classes that the given tensors make; the default where they do not tell. */
  int classes(Map<String, Shape> found, int otherwise) {
    Shape shape = found.get(head);
    return shape != null && shape.rank() >= 2 && within(shape.extent(0), MOST_CLASSES)
        ? (int) shape.extent(0)
        : otherwise;
  }

  /**
   * The images that the given tensors read: a convolution tells the channels; a linear layer the
   * number of values, of a square in grey or colours. The given shape where they do not tell.
   */
  Shape image(Map<String, Shape> found, Shape otherwise) {
    Shape shape = found.get(stem);
    if (shape == null) {
      return otherwise;
    }
    if (shape.rank() == 4 && within(shape.extent(1), MOST_CHANNELS)) {
      return Shape.of(shape.extent(1), otherwise.extent(1), otherwise.extent(2));
    }
    if (shape.rank() == 2 && shape.extent(1) != otherwise.elementCount()) {
      for (int channels : new int[] {1, 3}) {
        long side = Math.round(Math.sqrt(shape.extent(1) / (double) channels));
        if (side > 0 && side <= MOST_PIXELS && channels * side * side == shape.extent(1)) {
          return Shape.of(channels, side, side);
        }
      }
    }
    return otherwise;
  }

  private static boolean within(long extent, int most) {
    return extent >= 1 && extent <= most;
  }
}
