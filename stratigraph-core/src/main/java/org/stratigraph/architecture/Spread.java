package org.stratigraph.architecture;

/**
 * How wide the values of a tensor spread, given the connections of its layer. Named as in {@code
 * torch.nn.init}; the gain is that of ReLU, sqrt(2), unless said otherwise.
 */
@FunctionalInterface
interface Spread {
  Spread ZERO = fans -> new Distribution.Constant(0);

  /** sd = sqrt(2 / fan_in), He et al. 2015 (arXiv:1502.01852), equation 10. */
  Spread KAIMING_NORMAL_FAN_IN = fans -> new Distribution.Normal(Math.sqrt(2.0 / fans.in()));

  /** sd = sqrt(2 / fan_out), the same paper, equation 14; groups do not count. */
  Spread KAIMING_NORMAL_FAN_OUT = fans -> new Distribution.Normal(Math.sqrt(2.0 / fans.out()));

  /** sd = sqrt(2 / (fan_out / groups)), as timm's efficient networks and TensorFlow have it. */
  Spread KAIMING_NORMAL_GROUPED_FAN_OUT =
      fans -> new Distribution.Normal(Math.sqrt(2.0 / Math.max(1, fans.out() / fans.groups())));

  /** bound = sqrt(3) * sqrt(2 / fan_in). */
  Spread KAIMING_UNIFORM_FAN_IN = fans -> new Distribution.Uniform(Math.sqrt(6.0 / fans.in()));

  /** sd = sqrt(2 / fan_in), truncated at two standard deviations: Keras' {@code he_normal}. */
  Spread KERAS_HE_NORMAL = fans -> new Distribution.TruncatedNormal(Math.sqrt(2.0 / fans.in()));

  /** bound = sqrt(6 / (fan_in + fan_out)), Glorot and Bengio 2010: Keras' default for weights. */
  Spread GLOROT_UNIFORM =
      fans -> new Distribution.Uniform(Math.sqrt(6.0 / (fans.in() + fans.out())));

  /**
   * bound = 1 / sqrt(fan_in): what {@code nn.Conv} and {@code nn.Linear} do, written there as
   * {@code kaiming_uniform_(a=sqrt(5))} for the weight.
   */
  Spread PYTORCH_DEFAULT = fans -> new Distribution.Uniform(1 / Math.sqrt((double) fans.in()));

  /** bound = 1 / sqrt(number of outputs), timm's efficient networks. */
  Spread INVERSE_ROOT_OF_OUTPUTS =
      fans -> new Distribution.Uniform(1 / Math.sqrt((double) fans.out()));

  /** sd given. */
  static Spread normal(double standardDeviation) {
    return fans -> new Distribution.Normal(standardDeviation);
  }

  Distribution of(Fans fans);
}
