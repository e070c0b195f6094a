package org.stratigraph.architecture;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Layer;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * An initialiser made of one rule for convolutions, one for linear layers, and PyTorch's defaults
 * for everything else.
 *
 * @param exceptions rules for single layers, by layer name
 */
record RuleInitialiser(
    String description, Rule convolution, Rule linear, Map<String, Rule> exceptions)
    implements Initialiser {
  /** The spread of a layer's weight and of its bias. */
  record Rule(Spread weight, Spread bias) {}

  static final Rule PYTORCH_DEFAULT = new Rule(Spread.PYTORCH_DEFAULT, Spread.PYTORCH_DEFAULT);

  RuleInitialiser(String description, Rule convolution, Rule linear) {
    this(description, convolution, linear, Map.of());
  }

  @Override
  public Tensor draw(Layer layer, Layer.Parameter parameter, RandomGenerator random) {
    return distribution(layer, parameter).fill(parameter.shape(), random);
  }

  private Distribution distribution(Layer layer, Layer.Parameter parameter) {
    return switch (layer.kind()) {
      case CONV -> connection(exceptions.getOrDefault(layer.name(), convolution), layer, parameter);
      case LINEAR -> connection(exceptions.getOrDefault(layer.name(), linear), layer, parameter);
      case NORM -> norm(parameter.role());
      case EMBEDDING -> new Distribution.Normal(1);
      case RECURRENT -> new Distribution.Uniform(1 / Math.sqrt((double) hiddenSize(layer)));
    };
  }

  private static Distribution connection(Rule rule, Layer layer, Layer.Parameter parameter) {
    Spread spread = parameter.role().equals("bias") ? rule.bias() : rule.weight();
    return spread.of(Fans.of(layer));
  }

  /** Scale 1, shift 0, statistics of a standardised input. */
  private static Distribution norm(String role) {
    return new Distribution.Constant(role.equals("weight") || role.equals("running_var") ? 1 : 0);
  }

  /** {@code nn.RNN}, {@code nn.LSTM} and {@code nn.GRU} spread all tensors by their hidden size. */
  private static long hiddenSize(Layer layer) {
    long declared =
        layer.nodes().stream().mapToLong(node -> node.integer("hidden_size", 0)).max().orElse(0);
    if (declared > 0) {
      return declared;
    }
    return layer.parameters().stream()
        .filter(parameter -> parameter.role().startsWith("weight_hh"))
        .map(Layer.Parameter::shape)
        .filter(shape -> shape.rank() >= 2)
        .mapToLong(RuleInitialiser::lastExtent)
        .filter(extent -> extent > 0)
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "The recurrent layer '%s' does not tell its hidden size, so its random initial values are not defined."
                        .formatted(layer.name())));
  }

  private static long lastExtent(Shape shape) {
    return shape.extent(shape.rank() - 1);
  }
}
