package org.stratigraph.checkpoint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.checkpoint.PickleValue.Dictionary;
import org.stratigraph.checkpoint.PickleValue.Int;
import org.stratigraph.checkpoint.PickleValue.Name;
import org.stratigraph.checkpoint.PickleValue.None;
import org.stratigraph.checkpoint.PickleValue.Opaque;
import org.stratigraph.checkpoint.PickleValue.Real;
import org.stratigraph.checkpoint.PickleValue.Sequence;
import org.stratigraph.checkpoint.PickleValue.Storage;
import org.stratigraph.checkpoint.PickleValue.Text;
import org.stratigraph.checkpoint.PickleValue.Truth;
import org.stratigraph.checkpoint.PickleValue.Tuple;

/**
 * An interpreter of pickle that can describe tensors and nothing else. It knows the opcodes that
 * {@code torch.save} writes with protocols 2 to 5, and the names of {@link AllowedName}; it calls
 * nothing. Steps, stack, nesting and lengths are bounded ({@link Limits}); values are shared and
 * never expanded, so that a small pickle stays small.
 *
 * <p>The opcodes are those of Python's {@code pickletools}.
 */
final class PickleInterpreter {
  private final PickleInput input;
  private final PickleObjects objects;
  private final List<PickleValue> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Integer, PickleValue> memo = new HashMap<>();

  PickleInterpreter(PickleInput input) {
    this.input = input;
    this.objects = new PickleObjects(input);
  }

  /**
   * Reads one pickle, and leaves the input behind its last byte.
   *
   * @throws org.stratigraph.UnusableInputException if it is damaged, exceeds a limit, or mentions a
   *     name or opcode that weights do not need
   */
  static PickleValue read(PickleInput input) {
    return new PickleInterpreter(input).run();
  }

  /** The storages met so far, by key. */
  Map<String, Storage> storages() {
    return objects.storages();
  }

  /** Reads one pickle. */
  PickleValue run() {
    for (int step = 0; step < Limits.PICKLE_STEPS; step++) {
      int opcode = input.readOpcode();
      if (opcode == '.') {
        input.endPickle();
        PickleValue result = pop();
        if (!stack.isEmpty() || !marks.isEmpty()) {
          throw input.unusable("it ends with values left over.");
        }
        return result;
      }
      execute(opcode);
      input.endOpcode();
      if (stack.size() > Limits.PICKLE_STACK) {
        throw input.unusable("more than %d values on the stack.", Limits.PICKLE_STACK);
      }
    }
    throw input.unusable("more than %d steps.", Limits.PICKLE_STEPS);
  }

  private void execute(int opcode) {
    switch (opcode) {
      case 0x80 -> protocol();
      case 0x95 -> input.openFrame(input.readUnsigned(8));
      case '(' -> mark();
      case 'N' -> push(None.NONE);
      case 0x88 -> push(new Truth(true));
      case 0x89 -> push(new Truth(false));
      case 'K' -> push(integer(input.readUnsigned(1)));
      case 'M' -> push(integer(input.readUnsigned(2)));
      case 'J' -> push(integer(input.readSigned()));
      case 0x8a -> push(longInteger());
      case 'G' -> push(new Real(Double.longBitsToDouble(Long.reverseBytes(input.readUnsigned(8)))));
      case 'X' -> push(new Text(input.readText(input.readUnsigned(4))));
      case 0x8c -> push(new Text(input.readText(input.readUnsigned(1))));
      case 'T' -> push(new Text(input.readText(input.readUnsigned(4))));
      case 'U' -> push(new Text(input.readText(input.readUnsigned(1))));
      case 'B' -> push(bytes(input.readUnsigned(4)));
      case 'C' -> push(bytes(input.readUnsigned(1)));
      case ')' -> push(new Tuple(List.of()));
      case 't' -> push(new Tuple(popToMark()));
      case 0x85 -> push(new Tuple(popLast(1)));
      case 0x86 -> push(new Tuple(popLast(2)));
      case 0x87 -> push(new Tuple(popLast(3)));
      case ']' -> push(new Sequence());
      case 'a' -> append(popLast(1));
      case 'e' -> append(popToMark());
      case '}' -> push(new Dictionary());
      case 's' -> setItems(popLast(2));
      case 'u' -> setItems(popToMark());
      case 'q' -> memoise(input.readUnsigned(1));
      case 'r' -> memoise(input.readUnsigned(4));
      case 0x94 -> memoise(memo.size());
      case 'h' -> push(remembered(input.readUnsigned(1)));
      case 'j' -> push(remembered(input.readUnsigned(4)));
      case 'c' -> {
        String module = input.readLine();
        push(name(module, input.readLine()));
      }
      case 0x93 -> stackGlobal();
      case 'R' -> {
        List<PickleValue> call = popLast(2);
        push(objects.call(call.get(0), call.get(1)));
      }
      case 0x81 -> {
        List<PickleValue> call = popLast(2);
        push(objects.instance(call.get(0), call.get(1)));
      }
      case 'b' -> {
        PickleValue state = pop();
        objects.build(top(), state);
      }
      case 'Q' -> push(objects.persistent(pop()));
      default ->
          throw input.unusable(
              "opcode 0x%02x, which trained tensors do not need. %s", opcode, PickleObjects.ADVICE);
    }
  }

  private void protocol() {
    int version = input.readByte();
    if (version < 2 || version > 5) {
      throw input.unusable("pickle protocol %d; 2 to 5 are known.", version);
    }
  }

  private static Int integer(long value) {
    return new Int(BigInteger.valueOf(value));
  }

  private Int longInteger() {
    byte[] little = input.readBytes(input.readUnsigned(1), Limits.PICKLE_INTEGER);
    byte[] big = new byte[little.length + 1];
    for (int i = 0; i < little.length; i++) {
      big[big.length - 1 - i] = little[i];
    }
    big[0] = (byte) (little.length > 0 && little[little.length - 1] < 0 ? -1 : 0);
    return new Int(new BigInteger(big));
  }

  /** Bytes are never part of the weights; a pickle nested in them is not looked into. */
  private Opaque bytes(long length) {
    int count = input.readBytes(length, Limits.PICKLE_STRING).length;
    return new Opaque(count + " bytes");
  }

  private Name name(String module, String name) {
    AllowedName allowed =
        AllowedName.find(module, name).orElseThrow(() -> objects.forbidden(module, name));
    return new Name(allowed);
  }

  private void stackGlobal() {
    List<PickleValue> parts = popLast(2);
    if (parts.get(0) instanceof Text module && parts.get(1) instanceof Text name) {
      push(name(module.value(), name.value()));
    } else {
      throw input.unusable(
          "a global whose name is %s and %s instead of two texts.",
          parts.get(0).kind(), parts.get(1).kind());
    }
  }

  private void append(List<PickleValue> items) {
    if (!(top() instanceof Sequence list)) {
      throw input.unusable("an item is appended to %s instead of a list.", top().kind());
    }
    list.items.addAll(items);
  }

  private void setItems(List<PickleValue> items) {
    if (!(top() instanceof Dictionary dictionary)) {
      throw input.unusable("an item is set in %s instead of a dictionary.", top().kind());
    }
    if (items.size() % 2 != 0) {
      throw input.unusable("a dictionary's key without a value.");
    }
    for (int i = 0; i < items.size(); i += 2) {
      objects.put(dictionary, items.get(i), items.get(i + 1));
    }
  }

  private void memoise(long index) {
    if (index < 0 || index > Limits.PICKLE_STEPS) {
      throw input.unusable("memo index %d.", index);
    }
    memo.put((int) index, top());
  }

  private PickleValue remembered(long index) {
    PickleValue value = index > Limits.PICKLE_STEPS ? null : memo.get((int) index);
    if (value == null) {
      throw input.unusable("memo entry %d is used before it is set.", index);
    }
    return value;
  }

  private void mark() {
    if (marks.size() >= Limits.PICKLE_DEPTH) {
      throw input.unusable("more than %d values inside one another.", Limits.PICKLE_DEPTH);
    }
    marks.add(stack.size());
  }

  private void push(PickleValue value) {
    stack.add(value);
  }

  private int floor() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }

  private PickleValue top() {
    if (stack.size() <= floor()) {
      throw input.unusable("a value is needed and the stack is empty.");
    }
    return stack.get(stack.size() - 1);
  }

  private PickleValue pop() {
    PickleValue value = top();
    stack.remove(stack.size() - 1);
    return value;
  }

  private List<PickleValue> popLast(int count) {
    if (stack.size() - floor() < count) {
      throw input.unusable("%d values are needed and the stack has fewer.", count);
    }
    return cut(stack.size() - count);
  }

  private List<PickleValue> popToMark() {
    if (marks.isEmpty()) {
      throw input.unusable("a container is closed that was never opened.");
    }
    return cut(marks.remove(marks.size() - 1));
  }

  private List<PickleValue> cut(int from) {
    List<PickleValue> tail = stack.subList(from, stack.size());
    List<PickleValue> items = new ArrayList<>(tail);
    tail.clear();
    return items;
  }
}
