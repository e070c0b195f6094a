package org.stratigraph.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Arithmetic on small tensors. Integers are exact or unknown; a float32 result is the double result
 * rounded once, which for these operations is the correctly rounded one.
 */
final class SmallArithmetic {
  private static final List<ElementType> FOLDED =
      List.of(ElementType.INT64, ElementType.INT32, ElementType.BOOL);

  static final Map<String, ConstantFolding.Rule> RULES = rules();

  private SmallArithmetic() {}

  private static Map<String, ConstantFolding.Rule> rules() {
    Map<String, ConstantFolding.Rule> rules = new HashMap<>();
    rules.put("Add", binary(Math::addExact, Double::sum));
    rules.put("Sub", binary(Math::subtractExact, (a, b) -> a - b));
    rules.put("Mul", binary(Math::multiplyExact, (a, b) -> a * b));
    rules.put("Div", binary(SmallArithmetic::divided, (a, b) -> a / b));
    rules.put("Min", binary(Math::min, Math::min));
    rules.put("Max", binary(Math::max, Math::max));
    rules.put("Neg", unary(Math::negateExact, a -> -a));
    rules.put("Abs", unary(SmallArithmetic::absolute, Math::abs));
    rules.put("Floor", unary(a -> a, Math::floor));
    rules.put("Ceil", unary(a -> a, Math::ceil));
    rules.put("Sqrt", unary(SmallArithmetic::unknown, Math::sqrt));
    rules.put("Equal", comparison(sign -> sign == 0));
    rules.put("Less", comparison(sign -> sign < 0));
    rules.put("Greater", comparison(sign -> sign > 0));
    rules.put("Where", SmallArithmetic::where);
    rules.put("Cast", SmallArithmetic::cast);
    return Map.copyOf(rules);
  }

  private static ConstantFolding.Rule binary(LongBinaryOperator whole, DoubleBinaryOperator real) {
    return (node, output) -> {
      UnknownShapeException.unless(node.count() == 2);
      Tensor a = ElementPicking.broadcast(node.constant(0), output);
      Tensor b = ElementPicking.broadcast(node.constant(1), output);
      UnknownShapeException.unless(a.type() == b.type());
      if (a.type() == ElementType.FLOAT32) {
        float[] left = a.toFloats();
        float[] right = b.toFloats();
        for (int i = 0; i < left.length; i++) {
          left[i] = (float) real.applyAsDouble(left[i], right[i]);
        }
        return Tensor.of(output, left);
      }
      long[] left = integers(a);
      long[] right = integers(b);
      for (int i = 0; i < left.length; i++) {
        left[i] = whole.applyAsLong(left[i], right[i]);
      }
      return ofIntegers(a.type(), output, left);
    };
  }

  private static ConstantFolding.Rule unary(LongUnaryOperator whole, DoubleUnaryOperator real) {
    return (node, output) -> {
      Tensor a = node.constant(0);
      if (a.type() == ElementType.FLOAT32) {
        float[] values = a.toFloats();
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) real.applyAsDouble(values[i]);
        }
        return Tensor.of(output, values);
      }
      long[] values = integers(a);
      for (int i = 0; i < values.length; i++) {
        values[i] = whole.applyAsLong(values[i]);
      }
      return ofIntegers(a.type(), output, values);
    };
  }

  private static ConstantFolding.Rule comparison(IntPredicate sign) {
    return (node, output) -> {
      long[] left = integers(ElementPicking.broadcast(node.constant(0), output));
      long[] right = integers(ElementPicking.broadcast(node.constant(1), output));
      for (int i = 0; i < left.length; i++) {
        left[i] = sign.test(Long.compare(left[i], right[i])) ? 1 : 0;
      }
      return ofIntegers(ElementType.BOOL, output, left);
    };
  }

  /** Rounds towards zero, as engines do; the quotient of the smallest number and -1 overflows. */
  private static long divided(long a, long b) {
    UnknownShapeException.unless(a != Long.MIN_VALUE);
    return a / b;
  }

  private static long absolute(long a) {
    return a < 0 ? Math.negateExact(a) : a;
  }

  private static long unknown(long a) {
    throw new UnknownShapeException();
  }

  private static Tensor where(Operands node, Shape output) {
    Tensor condition = ElementPicking.broadcast(node.constant(0), output);
    Tensor yes = ElementPicking.broadcast(node.constant(1), output);
    Tensor no = ElementPicking.broadcast(node.constant(2), output);
    UnknownShapeException.unless(condition.type() == ElementType.BOOL && yes.type() == no.type());
    int count = (int) output.elementCount();
    ByteBuffer both = ByteBuffer.allocate(2 * count * yes.type().bytes());
    both.put(yes.bytes()).put(no.bytes()).flip();
    int[] positions = new int[count];
    for (int i = 0; i < count; i++) {
      positions[i] = condition.get(i) != 0 ? i : count + i;
    }
    return ElementPicking.pick(
        Tensor.wrap(yes.type(), Shape.of(2L * count), both), output, positions);
  }

  private static Tensor cast(Operands node, Shape output) {
    Tensor from = node.constant(0);
    long to = node.node().integer("to", 0);
    if (from.type() == ElementType.FLOAT32) {
      float[] values = from.toFloats();
      long[] whole = new long[values.length];
      for (int i = 0; i < whole.length; i++) {
        // Beyond 2^62 and for NaN the result is the engine's own.
        UnknownShapeException.unless(Math.abs(values[i]) < 0x1p62f);
        whole[i] = to == ElementType.BOOL.onnxCode() && values[i] != 0 ? 1 : (long) values[i];
      }
      return to == ElementType.FLOAT32.onnxCode() ? from : ofIntegers(type(to), output, whole);
    }
    long[] values = integers(from);
    if (to == ElementType.FLOAT32.onnxCode()) {
      float[] reals = new float[values.length];
      for (int i = 0; i < reals.length; i++) {
        reals[i] = values[i];
      }
      return Tensor.of(output, reals);
    }
    if (to == ElementType.BOOL.onnxCode()) {
      values = LongStream.of(values).map(value -> value == 0 ? 0 : 1).toArray();
    }
    return ofIntegers(type(to), output, values);
  }

  private static ElementType type(long code) {
    for (ElementType type : FOLDED) {
      if (type.onnxCode() == code) {
        return type;
      }
    }
    throw new UnknownShapeException();
  }

  private static long[] integers(Tensor tensor) {
    UnknownShapeException.unless(FOLDED.contains(tensor.type()));
    return tensor.toLongs();
  }

  private static Tensor ofIntegers(ElementType type, Shape shape, long[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      switch (type) {
        case INT64 -> bytes.putLong(value);
        case INT32 -> bytes.putInt(Math.toIntExact(value));
        case BOOL -> bytes.put((byte) value);
        default -> throw new UnknownShapeException();
      }
    }
    return Tensor.wrap(type, shape, bytes.flip());
  }
}
