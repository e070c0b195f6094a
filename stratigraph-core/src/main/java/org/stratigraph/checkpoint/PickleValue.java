package org.stratigraph.checkpoint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.tensor.ElementType;

/**
 * What a pickle can describe. Containers compare by identity, so that one that holds itself cannot
 * make a comparison run for ever; keys of dictionaries are comparable, so that colliding hashes
 * stay harmless.
 */
sealed interface PickleValue {
  /** How a message calls a value of this kind. */
  String kind();

  /** Python's None. */
  enum None implements PickleValue {
    NONE;

    @Override
    public String kind() {
      return "None";
    }
  }

  /** A truth value. */
  record Truth(boolean value) implements PickleValue {
    @Override
    public String kind() {
      return "a truth value";
    }
  }

  /** An integer of any size. */
  record Int(BigInteger value) implements PickleValue, Comparable<Int> {
    @Override
    public int compareTo(Int other) {
      return value.compareTo(other.value);
    }

    @Override
    public String kind() {
      return "an integer";
    }
  }

  /** A float. */
  record Real(double value) implements PickleValue, Comparable<Real> {
    @Override
    public int compareTo(Real other) {
      return Double.compare(value, other.value);
    }

    @Override
    public String kind() {
      return "a number";
    }
  }

  /** A string. */
  record Text(String value) implements PickleValue, Comparable<Text> {
    @Override
    public int compareTo(Text other) {
      return value.compareTo(other.value);
    }

    @Override
    public String kind() {
      return "text";
    }
  }

  /** A tuple; immutable. */
  final class Tuple implements PickleValue {
    final List<PickleValue> items;

    Tuple(List<PickleValue> items) {
      this.items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a tuple";
    }
  }

  /** A list, filled after it was made. */
  final class Sequence implements PickleValue {
    final List<PickleValue> items = new ArrayList<>();

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A dict or OrderedDict, filled after it was made. */
  final class Dictionary implements PickleValue {
    final Map<PickleValue, PickleValue> entries = new LinkedHashMap<>();

    @Override
    public String kind() {
      return "a dictionary";
    }
  }

  /**
   * The elements of one or more tensors, still in the file.
   *
   * @param key the storage's name in the file
   * @param type the element type; UINT8 for an untyped storage; empty where tensors cannot have it
   * @param typeName the class name in the file
   * @param width bytes of one element
   * @param count elements of the whole storage
   * @param offset first element of this view
   * @param length elements of this view
   */
  record Storage(
      String key,
      Optional<ElementType> type,
      String typeName,
      int width,
      long count,
      long offset,
      long length)
      implements PickleValue {
    @Override
    public String kind() {
      return "a storage";
    }
  }

  /** A strided view of a storage; extents, strides and offset as in the file, not yet checked. */
  record View(
      Storage storage, ElementType type, long offset, List<Long> extents, List<Long> strides)
      implements PickleValue {
    @Override
    public String kind() {
      return "a tensor";
    }
  }

  /** A tensor that is understood but cannot be used, such as a quantised one. */
  record Unsupported(String what) implements PickleValue {
    @Override
    public String kind() {
      return "a " + what + " tensor";
    }
  }

  /** A name of the allow-list. */
  record Name(AllowedName allowed) implements PickleValue {
    @Override
    public String kind() {
      return "the name " + allowed.qualified();
    }
  }

  /** Something beside the weights that is carried along and never looked into. */
  final class Opaque implements PickleValue {
    private final String kind;

    Opaque(String kind) {
      this.kind = kind;
    }

    @Override
    public String kind() {
      return kind;
    }
  }
}
