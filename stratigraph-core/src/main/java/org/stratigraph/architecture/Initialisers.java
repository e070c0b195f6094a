package org.stratigraph.architecture;

import static org.stratigraph.architecture.RuleInitialiser.PYTORCH_DEFAULT;

import java.util.Map;
import org.stratigraph.architecture.RuleInitialiser.Rule;

/**
 * The initialisers of the frameworks and architectures, each as the source named in its description
 * has it. In all of them a norm layer starts with scale 1 and shift 0, an embedding is standard
 * normal, and a recurrent layer is uniform within 1 / sqrt(hidden size), as in PyTorch. timm starts
 * the last norm of each residual block with scale 0 when it trains from scratch; torchvision, which
 * is followed here, with 1.
 */
public final class Initialisers {
  private static final Rule FAN_OUT = new Rule(Spread.KAIMING_NORMAL_FAN_OUT, Spread.ZERO);
  private static final Rule SMALL_NORMAL = new Rule(Spread.normal(0.01), Spread.ZERO);

  private static final Rule KERAS_GLOROT = new Rule(Spread.GLOROT_UNIFORM, Spread.ZERO);

  private Initialisers() {}

  /**
   * What PyTorch's own modules do when nobody says otherwise: convolution and linear layers uniform
   * within 1 / sqrt(fan_in), weight and bias.
   */
  public static Initialiser pyTorchDefault() {
    return new RuleInitialiser(
        "PyTorch module defaults: conv and linear uniform within 1/sqrt(fan_in)",
        PYTORCH_DEFAULT,
        PYTORCH_DEFAULT);
  }

  /** torchvision and timm residual networks; the protocol of the layer criticality paper. */
  static Initialiser resNet() {
    return new RuleInitialiser(
        "conv Kaiming normal (fan_out, relu), linear PyTorch default (torchvision and timm ResNet)",
        FAN_OUT,
        PYTORCH_DEFAULT);
  }

  /** {@code github.com/akamaster/pytorch_resnet_cifar10}. */
  static Initialiser cifarResNet() {
    return new RuleInitialiser(
        "conv and linear Kaiming normal (fan_in, relu), linear bias PyTorch default (akamaster CIFAR ResNet)",
        new Rule(Spread.KAIMING_NORMAL_FAN_IN, Spread.PYTORCH_DEFAULT),
        new Rule(Spread.KAIMING_NORMAL_FAN_IN, Spread.PYTORCH_DEFAULT));
  }

  static Initialiser vgg() {
    return new RuleInitialiser(
        "conv Kaiming normal (fan_out, relu), linear normal (sd 0.01), biases 0 (torchvision VGG)",
        FAN_OUT,
        SMALL_NORMAL);
  }

  static Initialiser alexNet() {
    return new RuleInitialiser(
        "conv and linear uniform within 1/sqrt(fan_in) (torchvision AlexNet)",
        PYTORCH_DEFAULT,
        PYTORCH_DEFAULT);
  }

  /** The last convolution, {@code classifier.1}, has a rule of its own. */
  static Initialiser squeezeNet() {
    return new RuleInitialiser(
        "conv Kaiming uniform (fan_in, relu), last conv normal (sd 0.01), biases 0 (torchvision SqueezeNet)",
        new Rule(Spread.KAIMING_UNIFORM_FAN_IN, Spread.ZERO),
        PYTORCH_DEFAULT,
        Map.of("classifier.1", SMALL_NORMAL));
  }

  static Initialiser mobileNetV1() {
    return new RuleInitialiser(
        "conv Kaiming normal (fan_out, relu), linear PyTorch default (MobileNet v1)",
        FAN_OUT,
        PYTORCH_DEFAULT);
  }

  static Initialiser mobileNetV2() {
    return new RuleInitialiser(
        "conv Kaiming normal (fan_out, relu), linear normal (sd 0.01), biases 0 (torchvision MobileNetV2)",
        FAN_OUT,
        SMALL_NORMAL);
  }

  /** The networks that timm builds with its EfficientNet class, MobileNet v1 and v2 among them. */
  static Initialiser timmEfficient() {
    return new RuleInitialiser(
        "conv Kaiming normal (fan_out / groups, relu), linear uniform within 1/sqrt(outputs), biases 0 (timm EfficientNet family)",
        new Rule(Spread.KAIMING_NORMAL_GROUPED_FAN_OUT, Spread.ZERO),
        new Rule(Spread.INVERSE_ROOT_OF_OUTPUTS, Spread.ZERO));
  }

  /** The fully connected networks of {@code github.com/peerdavid/conflicting-bundles}. */
  static Initialiser fullyConnected() {
    return new RuleInitialiser(
        "linear he_uniform, last one glorot_uniform, biases 0 (conflicting bundles FNN, Keras)",
        KERAS_GLOROT,
        new Rule(Spread.KAIMING_UNIFORM_FAN_IN, Spread.ZERO),
        Map.of("out", KERAS_GLOROT));
  }

  /** The convolutional networks of the same repository; stem and head have Keras' default. */
  static Initialiser conflict() {
    return new RuleInitialiser(
        "conv he_normal, first conv and linear glorot_uniform, biases 0 (conflicting bundles VGG and ResNet, Keras)",
        new Rule(Spread.KERAS_HE_NORMAL, Spread.ZERO),
        KERAS_GLOROT,
        Map.of("conv1", KERAS_GLOROT));
  }

  static Initialiser denseNet() {
    return new RuleInitialiser(
        "conv Kaiming normal (fan_in, relu), linear PyTorch default with bias 0 (torchvision DenseNet)",
        new Rule(Spread.KAIMING_NORMAL_FAN_IN, Spread.ZERO),
        new Rule(Spread.PYTORCH_DEFAULT, Spread.ZERO));
  }
}
