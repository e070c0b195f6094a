package org.stratigraph.onnxruntime;

import static org.stratigraph.onnxruntime.RandomOperator.between;
import static org.stratigraph.onnxruntime.RandomOperator.shuffled;
import static org.stratigraph.onnxruntime.RandomOperator.someAxes;
import static org.stratigraph.onnxruntime.RandomOperator.withAxes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** Random nodes of operators that move elements. */
enum MovingOperators implements RandomOperator {
  EXPAND(8, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      String x = model.input(between(random, random.nextInt(4), 1, 2));
      String shape = model.longs(between(random, random.nextInt(5), 1, 2));
      return List.of(model.node("Expand", List.of(x, shape), Map.of()));
    }
  },
  RESHAPE(8, 14) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      boolean empty = random.nextInt(4) == 0;
      long[] shape = between(random, 1 + random.nextInt(4), empty ? 0 : 1, 4);
      long[] target = shuffled(shape, random);
      Map<String, Object> attributes = new HashMap<>();
      if (empty && model.opset() >= 14) {
        attributes.put("allowzero", 1);
      } else {
        for (int i = 0; i < target.length; i++) {
          target[i] = target[i] == shape[i] && random.nextInt(3) == 0 ? 0 : target[i];
        }
        if (random.nextBoolean()) {
          target[random.nextInt(target.length)] = -1;
        }
      }
      return List.of(
          model.node("Reshape", List.of(model.input(shape), model.longs(target)), attributes));
    }
  },
  FLATTEN(9, 11, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = random.nextInt(5);
      String x = model.input(between(random, rank, 1, 4));
      return List.of(
          model.node("Flatten", List.of(x), Map.of("axis", random.nextInt(2 * rank + 1) - rank)));
    }
  },
  TRANSPOSE(7, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(4);
      String x = model.input(between(random, rank, 1, 5));
      Map<String, Object> order =
          Map.of("perm", shuffled(LongStream.range(0, rank).toArray(), random));
      return List.of(
          model.node("Transpose", List.of(x), random.nextInt(4) == 0 ? Map.of() : order));
    }
  },
  SQUEEZE(11, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(4);
      long[] dropped = someAxes(random, rank, random.nextInt(3));
      long[] shape = between(random, rank, 1, 2);
      for (long axis : dropped) {
        shape[(int) (axis < 0 ? axis + rank : axis)] = 1;
      }
      return List.of(withAxes(model, "Squeeze", model.input(shape), dropped));
    }
  },
  UNSQUEEZE(11, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(3);
      int added = 1 + random.nextInt(2);
      String x = model.input(between(random, rank, 1, 4));
      long[] axes = someAxes(random, rank + added, added);
      return List.of(withAxes(model, "Unsqueeze", x, axes));
    }
  },
  SLICE(9, 10, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(3);
      int cuts = 1 + random.nextInt(rank);
      String x = model.input(between(random, rank, 1, 6));
      long[] starts = between(random, cuts, -8, 8);
      long[] ends = between(random, cuts, -8, 8);
      if (random.nextInt(4) == 0) {
        ends[0] = random.nextBoolean() ? Long.MAX_VALUE : -Long.MAX_VALUE;
      }
      long[] axes =
          LongStream.of(shuffled(LongStream.range(0, rank).toArray(), random))
              .limit(cuts)
              .toArray();
      if (model.opset() < 10) {
        return List.of(
            model.node("Slice", List.of(x), Map.of("starts", starts, "ends", ends, "axes", axes)));
      }
      long[] steps = LongStream.of(between(random, cuts, -3, 3)).map(s -> s == 0 ? 7 : s).toArray();
      return List.of(
          model.node(
              "Slice",
              List.of(
                  x, model.longs(starts), model.longs(ends), model.longs(axes), model.longs(steps)),
              Map.of()));
    }

    @Override
    public boolean mayBeUnknown() {
      return true;
    }
  },
  SPLIT(11, 13, 18) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(3);
      int parts = 1 + random.nextInt(3);
      int axis = random.nextInt(2 * rank) - rank;
      long[] lengths = between(random, parts, 1, 3);
      long[] shape = between(random, rank, 2, 6);
      boolean stated = random.nextBoolean();
      boolean uneven = model.opset() >= 18 && random.nextBoolean();
      long even = parts * (1L + random.nextInt(3));
      shape[axis < 0 ? axis + rank : axis] =
          stated ? LongStream.of(lengths).sum() : uneven ? 2L * parts - 1 : even;
      String x = model.input(shape);
      Map<String, Object> attributes = new HashMap<>(Map.of("axis", axis));
      List<String> inputs = List.of(x);
      if (stated && model.opset() < 13) {
        attributes.put("split", lengths);
      } else if (stated) {
        inputs = List.of(x, model.longs(lengths));
      } else if (model.opset() >= 18) {
        attributes.put("num_outputs", parts);
      }
      return model.nodes("Split", parts, inputs, attributes);
    }
  },
  CONCAT(11, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(3);
      int axis = random.nextInt(rank);
      long[] one = between(random, rank, 1, 3);
      long[] two = one.clone();
      two[axis] = 1 + random.nextInt(5);
      long place = random.nextBoolean() ? axis : axis - rank;
      return List.of(
          model.node(
              "Concat",
              List.of(model.input(one), model.input(two), model.input(one)),
              Map.of("axis", place)));
    }
  },
  GATHER(11, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(3);
      String x = model.input(between(random, rank, 3, 5));
      String indices = random.nextBoolean() ? model.scalar(-1) : model.longs(0, 2, 1, -3);
      return List.of(
          model.node(
              "Gather", List.of(x, indices), Map.of("axis", random.nextInt(2 * rank) - rank)));
    }
  },
  PAD(10, 11, 13, 18) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(4);
      String x = model.input(between(random, rank, 2, 5));
      if (model.opset() < 11) {
        return List.of(
            model.node("Pad", List.of(x), Map.of("pads", between(random, 2 * rank, -1, 3))));
      }
      if (model.opset() < 18 || random.nextBoolean()) {
        String pads = model.longs(between(random, 2 * rank, -1, 3));
        return List.of(model.node("Pad", List.of(x, pads), Map.of()));
      }
      String pads = model.longs(between(random, 2, -1, 3));
      String axes = model.longs(random.nextInt(2 * rank) - rank);
      return List.of(model.node("Pad", List.of(x, pads, "", axes), Map.of()));
    }
  },
  TILE(9, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      int rank = 1 + random.nextInt(3);
      String x = model.input(between(random, rank, 1, 3));
      return List.of(
          model.node("Tile", List.of(x, model.longs(between(random, rank, 0, 3))), Map.of()));
    }
  },
  BLOCKS(11, 13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      long block = 1 + random.nextInt(3);
      String operator = random.nextBoolean() ? "DepthToSpace" : "SpaceToDepth";
      String x = model.input(2, 36, 6, 12);
      return List.of(model.node(operator, List.of(x), Map.of("blocksize", block)));
    }
  },
  COMPUTED_SHAPE(13) {
    @Override
    public List<String> build(OperatorCase model, Random random) {
      return List.of(ComputedShapes.build(model, random));
    }
  };

  private final int[] opsets;

  MovingOperators(int... opsets) {
    this.opsets = opsets;
  }

  @Override
  public int[] opsets() {
    return opsets.clone();
  }
}
