package org.stratigraph.onnxruntime;

import static org.stratigraph.onnxruntime.RandomOperator.between;
import static org.stratigraph.onnxruntime.RandomOperator.image;
import static org.stratigraph.onnxruntime.RandomOperator.joined;
import static org.stratigraph.onnxruntime.RandomOperator.someAxes;
import static org.stratigraph.onnxruntime.RandomOperator.windows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** Random nodes of operators that compute new elements. */
enum ComputingOperators implements RandomOperator {
  CONV(7, 11, 17) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int axes = 1 + random.nextInt(3);
      int groups = 1 + random.nextInt(2);
      long channels = groups * (1L + random.nextInt(2));
      long[] kernel = between(random, axes, 1, 3);
      String x = model.input(image(random, axes, channels));
      long outputs = groups * (1L + random.nextInt(3));
      String w = model.input(joined(new long[] {outputs, channels / groups}, kernel));
      Map<String, Object> attributes = windows(random, axes);
      attributes.put("group", groups);
      return List.of(model.node("Conv", List.of(x, w), attributes));
    }
  },
  CONV_TRANSPOSE(7, 11) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int axes = 1 + random.nextInt(2);
      int groups = 1 + random.nextInt(2);
      long channels = groups * (1L + random.nextInt(2));
      long[] image = image(random, axes, channels);
      long[] kernel = between(random, axes, 2, 3);
      String x = model.input(image);
      String w = model.input(joined(new long[] {channels, 1L + random.nextInt(3)}, kernel));
      Map<String, Object> attributes = windows(random, axes);
      int form = random.nextInt(4);
      if (form == 0) {
        attributes.put("strides", between(random, axes, 2, 4));
        attributes.put("output_padding", between(random, axes, 0, 1));
      } else if (form == 1) {
        long[] strides = between(random, axes, 1, 3);
        long[] stated = kernel.clone();
        for (int i = 0; i < axes; i++) {
          stated[i] += (image[2 + i] - 1) * strides[i] - random.nextInt(2);
        }
        attributes.clear();
        attributes.put("strides", strides);
        attributes.put("output_shape", stated);
      }
      attributes.put("group", groups);
      return List.of(model.node("ConvTranspose", List.of(x, w), attributes));
    }

    @Override
    public boolean mayBeUnknown() {
      return true;
    }
  },
  MAX_POOL(8, 10, 12) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int axes = 1 + random.nextInt(3);
      Map<String, Object> attributes = windows(random, axes);
      attributes.put("kernel_shape", between(random, axes, 3, 4));
      if (model.opset() >= 10) {
        attributes.put("ceil_mode", random.nextInt(2));
      } else {
        attributes.remove("dilations");
      }
      return model.nodes("MaxPool", 2, List.of(model.input(image(random, axes, 2))), attributes);
    }

    @Override
    public boolean mayBeUnknown() {
      return true;
    }
  },
  AVERAGE_POOL(7, 10, 11, 19) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int axes = 1 + random.nextInt(3);
      Map<String, Object> attributes = windows(random, axes);
      attributes.remove("dilations");
      attributes.put("kernel_shape", between(random, axes, 3, 4));
      if (model.opset() >= 10) {
        attributes.put("ceil_mode", random.nextInt(2));
      }
      return List.of(
          model.node("AveragePool", List.of(model.input(image(random, axes, 2))), attributes));
    }

    @Override
    public boolean mayBeUnknown() {
      return true;
    }
  },
  GEMM(11, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      long[] extents = between(random, 3, 1, 4);
      int turnA = random.nextInt(2);
      int turnB = random.nextInt(2);
      String a = model.input(extents[turnA], extents[1 - turnA]);
      String b = model.input(extents[1 + turnB], extents[2 - turnB]);
      return List.of(model.node("Gemm", List.of(a, b), Map.of("transA", turnA, "transB", turnB)));
    }
  },
  MAT_MUL(9, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      long[] batch = between(random, random.nextInt(3), 2, 3);
      long[] sparse = LongStream.of(batch).map(e -> random.nextBoolean() ? e : 1).toArray();
      long inner = 1 + random.nextInt(3);
      long[] left =
          random.nextInt(4) == 0 ? new long[] {inner} : joined(batch, new long[] {2, inner});
      long[] right =
          random.nextInt(4) == 0 ? new long[] {inner} : joined(sparse, new long[] {inner, 4});
      return List.of(
          model.node("MatMul", List.of(model.input(left), model.input(right)), Map.of()));
    }
  },
  BROADCAST(8, 17) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      String a = model.input(between(random, random.nextInt(4), 1, 2));
      String b = model.input(between(random, random.nextInt(4), 1, 2));
      String sum = model.node("Add", List.of(a, b), Map.of());
      String least = model.node("Min", List.of(a, sum, b), Map.of());
      return List.of(sum, least);
    }
  },
  REDUCE(11, 13, 18) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(4);
      int axes = random.nextInt(rank + 1);
      String x = model.input(between(random, rank, 1, 4));
      Map<String, Object> attributes = new HashMap<>(Map.of("keepdims", random.nextInt(2)));
      long[] some = someAxes(random, rank, axes);
      if (model.opset() >= 18) {
        attributes.put("noop_with_empty_axes", random.nextInt(2));
        List<String> inputs = axes == 0 ? List.of(x) : List.of(x, model.longs(some));
        return List.of(model.node("ReduceMean", inputs, attributes));
      }
      if (axes > 0) {
        attributes.put("axes", some);
      }
      return List.of(model.node("ReduceMean", List.of(x), attributes));
    }
  },
  POSITION(11, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(3);
      String x = model.input(between(random, rank, 2, 4));
      int axis = random.nextInt(2 * rank) - rank;
      String largest =
          model.node("ArgMax", List.of(x), Map.of("axis", axis, "keepdims", random.nextInt(2)));
      List<String> top =
          model.nodes(
              "TopK", 2, List.of(x, model.longs(1 + random.nextInt(2))), Map.of("axis", axis));
      return List.of(largest, top.get(0), top.get(1));
    }
  },
  RESIZE(10, 11, 13, 18) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      long[] shape = {1, 2, 1 + random.nextInt(9), 1 + random.nextInt(9)};
      String x = model.input(shape);
      float[] scales = {1, 1, 0.4f + random.nextFloat() * 3, random.nextInt(4) + 0.5f};
      if (model.opset() < 11) {
        return List.of(model.node("Resize", List.of(x, model.floats(scales)), Map.of()));
      }
      if (random.nextBoolean()) {
        return List.of(model.node("Resize", List.of(x, "", model.floats(scales)), Map.of()));
      }
      String sizes = model.longs(1, 2, 1 + random.nextInt(9), 1 + random.nextInt(9));
      return List.of(model.node("Resize", List.of(x, "", "", sizes), Map.of()));
    }
  },
  UPSAMPLE(7, 9) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      String x = model.input(1, 2, 1 + random.nextInt(9), 1 + random.nextInt(9));
      float[] scales = {1, 1, 1 + random.nextFloat() * 3, 1 + random.nextInt(4)};
      return List.of(
          model.opset() < 9
              ? model.node("Upsample", List.of(x), Map.of("scales", scales))
              : model.node("Upsample", List.of(x, model.floats(scales)), Map.of()));
    }
  },
  RECURRENT(7, 14) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      String operator = List.of("RNN", "GRU", "LSTM").get(random.nextInt(3));
      int gates = Map.of("RNN", 1, "GRU", 3, "LSTM", 4).get(operator);
      int directions = 1 + random.nextInt(2);
      long hidden = 1 + random.nextInt(4);
      String x = model.input(between(random, 3, 1, 4));
      long features = model.inputs().get(x)[2];
      String w = model.input(directions, gates * hidden, features);
      String r = model.input(directions, gates * hidden, hidden);
      Map<String, Object> attributes = new HashMap<>();
      attributes.put("hidden_size", hidden);
      attributes.put("direction", directions == 2 ? "bidirectional" : "forward");
      int outputs = operator.equals("LSTM") ? 3 : 2;
      return model.nodes(operator, outputs, List.of(x, w, r), attributes);
    }
  },
  LAYER_NORMALIZATION(17) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(3);
      int axis = random.nextInt(rank);
      long[] shape = between(random, rank, 1, 4);
      String x = model.input(shape);
      String scale = model.input(LongStream.of(shape).skip(axis).toArray());
      return model.nodes("LayerNormalization", 3, List.of(x, scale), Map.of("axis", axis));
    }
  };

  private final int[] opsets;

  ComputingOperators(int... opsets) {
    this.opsets = opsets;
  }

  @Override
  public int[] opsets() {
    return opsets.clone();
  }
}
