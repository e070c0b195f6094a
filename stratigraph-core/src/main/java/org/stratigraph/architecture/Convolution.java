package org.stratigraph.architecture;

/**
 * What a convolution needs beside its input. Kernels and strides are square.
 *
 * @param channels output channels
 * @param pads zeros added at top, left, bottom and right
 * @param groups number of groups; a divisor of the input and output channels
 */
record Convolution(int channels, int kernel, int stride, Pads pads, int groups, boolean bias) {
  record Pads(int top, int left, int bottom, int right) {}

  /** Stride 1, padded to keep the size, one group, no bias. */
  static Convolution of(int channels, int kernel) {
    return new Convolution(channels, kernel, 1, even(kernel / 2), 1, false);
  }

  /** Padded as TensorFlow's "same": the result has {@code ceil(size / stride)} rows and columns. */
  static Convolution same(Feature in, int channels, int kernel, int stride) {
    int down = missing(in.height(), kernel, stride);
    int across = missing(in.width(), kernel, stride);
    return of(channels, kernel)
        .stride(stride)
        .pad(new Pads(down / 2, across / 2, down - down / 2, across - across / 2));
  }

  /** Zeros that the last window needs; an odd one goes to the end. */
  static int missing(int size, int kernel, int stride) {
    return Math.max(0, ((size + stride - 1) / stride - 1) * stride + kernel - size);
  }

  Convolution stride(int newStride) {
    return new Convolution(channels, kernel, newStride, pads, groups, bias);
  }

  Convolution pad(int zeros) {
    return pad(even(zeros));
  }

  Convolution pad(Pads newPads) {
    return new Convolution(channels, kernel, stride, newPads, groups, bias);
  }

  Convolution groups(int number) {
    return new Convolution(channels, kernel, stride, pads, number, bias);
  }

  Convolution withBias() {
    return new Convolution(channels, kernel, stride, pads, groups, true);
  }

  private static Pads even(int zeros) {
    return new Pads(zeros, zeros, zeros, zeros);
  }
}
