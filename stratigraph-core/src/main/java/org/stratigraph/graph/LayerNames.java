package org.stratigraph.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.Printable;

/** Names of layers: from tensor names, or from node names where exporters number their tensors. */
final class LayerNames {
  /** What frameworks call the tensors of a layer: PyTorch, Keras, MXNet, Caffe2. */
  private static final Pattern TENSOR_OF_LAYER =
      Pattern.compile(
          "(?<layer>.+?)[./_]"
              + "(weight|bias|kernel|depthwise_kernel|gamma|beta|running_mean|running_var"
              + "|moving_mean|moving_variance|scale|mean|var|w|b|embeddings|weight_v|weight_g)"
              + "(_0|:0|/read|/ReadVariableOp)*(_quantized)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NUMBERED = Pattern.compile("(onnx::)?([A-Za-z]+_)?[0-9]+");

  private static final Pattern OCCURRENCE = Pattern.compile("_[0-9]+$");

  /** Longer tensor names are no framework's; matching them could exhaust the stack. */
  private static final int LONGEST = 1000;

  /** TensorFlow's names of the nodes that become one ONNX operator. */
  private static final Set<String> TENSORFLOW_OPERATORS =
      Set.of("conv2d", "depthwise", "depthwiseconv2dnative", "biasadd", "fusedbatchnormv3");

  private final Set<String> taken = new HashSet<>();

  /**
   * A name that no layer has got yet, fit to be shown.
   *
   * @param tensors the layer's tensors; the first one with a telling name names the layer
   */
  String name(Node node, List<String> tensors) {
    String name =
        Printable.name(
            tensors.stream()
                .flatMap(tensor -> fromTensor(tensor).stream())
                .findFirst()
                .orElseGet(() -> fromNode(node, tensors.get(0))));
    String unique = name;
    for (int i = 2; !taken.add(unique); i++) {
      unique = name + "#" + i;
    }
    return unique;
  }

  /** Whether the exporter numbered this tensor instead of keeping its name. */
  static boolean isNumbered(String tensor) {
    return tensor.length() < LONGEST && NUMBERED.matcher(tensor).matches();
  }

  private static Optional<String> fromTensor(String tensor) {
    if (tensor.length() > LONGEST || isNumbered(tensor)) {
      return Optional.empty();
    }
    Matcher matcher = TENSOR_OF_LAYER.matcher(tensor);
    return matcher.matches() ? Optional.of(matcher.group("layer")) : Optional.empty();
  }

  /** {@code /layer1/layer1.0/conv1/Conv} is the node of module {@code layer1.0.conv1}. */
  private static String fromNode(Node node, String tensor) {
    if (node.name().isEmpty()) {
      return isNumbered(tensor) ? output(node) : tensor;
    }
    @SuppressWarnings("StringSplitter") // Empty parts at the end are no modules.
    String[] parts = node.name().replaceFirst("^/", "").split("/");
    int length = parts.length;
    if (length > 1 && isOperator(parts[length - 1], node.operator())) {
      length--;
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < length; i++) {
      boolean repeated = i + 1 < length && parts[i + 1].startsWith(parts[i] + ".");
      if (!repeated && !parts[i].isEmpty()) {
        name.append(name.isEmpty() ? "" : ".").append(parts[i]);
      }
    }
    return name.isEmpty() ? output(node) : name.toString();
  }

  private static String output(Node node) {
    return node.outputs().stream().filter(o -> !o.isEmpty()).findFirst().orElse(node.operator());
  }

  private static boolean isOperator(String part, String operator) {
    String stem = OCCURRENCE.matcher(part).replaceFirst("").toLowerCase(Locale.ROOT);
    return stem.equals(operator.toLowerCase(Locale.ROOT)) || TENSORFLOW_OPERATORS.contains(stem);
  }
}
