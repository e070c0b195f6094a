package org.stratigraph.network;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.checkpoint.Checkpoint;
import org.stratigraph.checkpoint.KerasLayout;
import org.stratigraph.data.Interpolation;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Resize;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Renames and reorders the weights of Keras Applications. Done for MobileNet and for VGG 16 and 19,
 * which compute the same in Keras; other architectures differ there by more than names (ResNet50
 * has the stride elsewhere, biases, and another epsilon) and are refused.
 *
 * <ul>
 *   <li>MobileNet: {@code conv1} is {@code stem.conv}, {@code conv_dw_N} is {@code
 *       blocks.N.dw.conv}, {@code conv_pw_N} is {@code blocks.N.pw.conv}, each with its {@code
 *       _bn}; {@code conv_preds} is {@code classifier}.
 *   <li>VGG: the convolutions {@code blockS_convN} and the dense layers {@code fc1}, {@code fc2}
 *       and {@code predictions} in their order. {@code fc1} reads (row, column, channel), which
 *       becomes (channel, row, column). The first convolution reads blue, green, red; its channels
 *       are turned round, so that the network takes RGB like all others.
 * </ul>
 */
final class KerasConversion {
  /** The format of such checkpoints. */
  static final String FORMAT = "keras-h5";

  private static final int VGG_FEATURE_SIDE = 7;

  private final Checkpoint checkpoint;
  private final Map<String, Tensor> converted = new LinkedHashMap<>();

  private KerasConversion(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  /**
   * The checkpoint under the names of the architecture's own variants; what has no place keeps its
   * name.
   *
   * @throws UnusableInputException if the architecture is none of those above or a kernel does not
   *     have the axes of its kind of layer
   */
  static Checkpoint of(Checkpoint checkpoint, Architecture architecture) {
    KerasConversion conversion = new KerasConversion(checkpoint);
    List<String> notes = new ArrayList<>(checkpoint.notes());
    notes.add("Renamed the weights of Keras and brought their axes into the order of PyTorch.");
    if (architecture.name().startsWith("mobilenet_v1")) {
      checkpoint.tensors().forEach(conversion::mobileNet);
    } else if (architecture.name().equals("vgg16") || architecture.name().equals("vgg19")) {
      Map<String, String> names = vggNames(architecture.name().equals("vgg16") ? 3 : 4);
      checkpoint.tensors().forEach((name, tensor) -> conversion.vgg(names, name, tensor));
      notes.add("Turned the channels of the first convolution from BGR to RGB.");
    } else {
      throw new UnusableInputException(
          "%s: Keras weights are understood for mobilenet_v1, vgg16 and vgg19 only; %s is built differently in Keras. Export the network to ONNX (tf2onnx) and use that."
              .formatted(checkpoint.source(), architecture.name()));
    }
    return new Checkpoint(checkpoint.source(), checkpoint.format(), conversion.converted, notes);
  }

  /**
   * What Keras feeds these networks: MobileNet pixels in [-1, 1]; VGG levels from 0 to 255 minus a
   * mean ({@code keras.applications.imagenet_utils.preprocess_input}).
   */
  static Optional<Preprocessing> preprocessing(Architecture architecture) {
    if (architecture.name().startsWith("mobilenet_v1")) {
      return Optional.of(Preprocessing.named("imagenet-half"));
    }
    float level = 1 / 255f;
    return Optional.of(
        new Preprocessing(
            "keras-vgg",
            Optional.of(new Resize(256, Interpolation.BILINEAR)),
            OptionalInt.of(224),
            3,
            List.of(123.68f / 255, 116.779f / 255, 103.939f / 255),
            List.of(level, level, level)));
  }

  private void mobileNet(String name, Tensor tensor) {
    int slash = name.lastIndexOf('/');
    String layer = name.substring(0, Math.max(0, slash));
    String role = name.substring(slash + 1);
    String module;
    if (layer.equals("conv_preds")) {
      module = "classifier";
    } else if (layer.equals("conv1") || layer.equals("conv1_bn")) {
      module = layer.replace("conv1", "stem.conv").replace("stem.conv_bn", "stem.bn");
    } else if (layer.matches("conv_(dw|pw)_\\d{1,2}(_bn)?")) {
      String[] parts = layer.split("_", -1);
      module = "blocks." + parts[2] + "." + parts[1] + (parts.length > 3 ? ".bn" : ".conv");
    } else {
      converted.put(name, tensor);
      return;
    }
    switch (role) {
      case "kernel" ->
          put(
              module + ".weight",
              layer.equals("conv_preds") ? pointwise(name, tensor) : convolution(name, tensor));
      case "depthwise_kernel" -> put(module + ".weight", depthwise(name, tensor));
      case "bias", "beta" -> put(module + ".bias", tensor);
      case "gamma" -> put(module + ".weight", tensor);
      case "moving_mean" -> put(module + ".running_mean", tensor);
      case "moving_variance" -> put(module + ".running_var", tensor);
      default -> converted.put(name, tensor);
    }
  }

  private static Map<String, String> vggNames(int deep) {
    Map<String, String> names = new LinkedHashMap<>();
    int module = 0;
    for (int stage = 1; stage <= 5; stage++) {
      for (int layer = 1; layer <= (stage < 3 ? 2 : deep); layer++) {
        names.put("block" + stage + "_conv" + layer, "features." + module);
        module += 2;
      }
      module++;
    }
    names.put("fc1", "classifier.0");
    names.put("fc2", "classifier.3");
    names.put("predictions", "classifier.6");
    return names;
  }

  private void vgg(Map<String, String> names, String name, Tensor tensor) {
    int slash = name.lastIndexOf('/');
    String layer = name.substring(0, Math.max(0, slash));
    String module = names.get(layer);
    if (module == null) {
      converted.put(name, tensor);
    } else if (name.endsWith("/bias")) {
      put(module + ".bias", tensor);
    } else if (!name.endsWith("/kernel")) {
      converted.put(name, tensor);
    } else if (layer.equals("fc1")) {
      put(module + ".weight", flattened(name, tensor));
    } else if (module.startsWith("classifier")) {
      requireAxes(name, tensor, 2);
      put(module + ".weight", KerasLayout.dense(tensor));
    } else {
      Tensor weight = convolution(name, tensor);
      put(module + ".weight", layer.equals("block1_conv1") ? reversedChannels(weight) : weight);
    }
  }

  private void put(String name, Tensor tensor) {
    converted.put(name, tensor);
  }

  private Tensor convolution(String name, Tensor kernel) {
    requireAxes(name, kernel, 4);
    return KerasLayout.convolution(kernel);
  }

  private Tensor depthwise(String name, Tensor kernel) {
    requireAxes(name, kernel, 4);
    return KerasLayout.depthwise(kernel);
  }

  /** A 1x1 convolution as a matrix, [out, in]. */
  private Tensor pointwise(String name, Tensor kernel) {
    Tensor weight = convolution(name, kernel);
    if (weight.shape().extent(2) != 1 || weight.shape().extent(3) != 1) {
      return weight;
    }
    return reshaped(weight, weight.shape().extent(0), weight.shape().extent(1));
  }

  /** A dense layer after a flattened [row, column, channel] image, for [channel, row, column]. */
  private Tensor flattened(String name, Tensor kernel) {
    requireAxes(name, kernel, 2);
    long inputs = kernel.shape().extent(0);
    long outputs = kernel.shape().extent(1);
    long area = (long) VGG_FEATURE_SIDE * VGG_FEATURE_SIDE;
    if (inputs % area != 0) {
      return KerasLayout.dense(kernel);
    }
    Tensor image = reshaped(kernel, VGG_FEATURE_SIDE, VGG_FEATURE_SIDE, inputs / area, outputs);
    return reshaped(KerasLayout.convolution(image), outputs, inputs);
  }

  private static Tensor reshaped(Tensor tensor, long... extents) {
    return Tensor.wrap(tensor.type(), Shape.of(extents), tensor.bytes());
  }

  /** Turns round the second axis. */
  private static Tensor reversedChannels(Tensor weight) {
    int channels = Math.toIntExact(weight.shape().extent(1));
    int area = Math.toIntExact(weight.shape().extent(2) * weight.shape().extent(3));
    int width = area * weight.type().bytes();
    ByteBuffer from = weight.bytes();
    byte[] to = new byte[from.remaining()];
    for (int slice = 0; slice * width < to.length; slice++) {
      int row = slice / channels;
      int turned = row * channels + channels - 1 - slice % channels;
      from.get(turned * width, to, slice * width, width);
    }
    return Tensor.wrap(weight.type(), weight.shape(), ByteBuffer.wrap(to));
  }

  private void requireAxes(String name, Tensor kernel, int axes) {
    if (kernel.shape().rank() != axes) {
      throw new UnusableInputException(
          "%s: the Keras tensor %s has the shape %s; %d axes were expected."
              .formatted(
                  checkpoint.source(), name.replaceAll("\\p{Cntrl}", "?"), kernel.shape(), axes));
    }
  }
}
