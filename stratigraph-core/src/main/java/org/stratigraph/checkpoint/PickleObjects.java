package org.stratigraph.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.AllowedName.Role;
import org.stratigraph.checkpoint.PickleValue.Dictionary;
import org.stratigraph.checkpoint.PickleValue.Int;
import org.stratigraph.checkpoint.PickleValue.Name;
import org.stratigraph.checkpoint.PickleValue.None;
import org.stratigraph.checkpoint.PickleValue.Opaque;
import org.stratigraph.checkpoint.PickleValue.Sequence;
import org.stratigraph.checkpoint.PickleValue.Storage;
import org.stratigraph.checkpoint.PickleValue.Text;
import org.stratigraph.checkpoint.PickleValue.Tuple;
import org.stratigraph.checkpoint.PickleValue.Unsupported;
import org.stratigraph.checkpoint.PickleValue.View;
import org.stratigraph.tensor.ElementType;

/** What the calls, objects and persistent names of a PyTorch pickle describe. */
final class PickleObjects {
  static final String ADVICE =
      "Stratigraph never runs code from a file. Save the weights alone, with"
          + " torch.save(model.state_dict(), \"weights.pth\"), or as safetensors.";

  private final PickleInput input;
  private final Map<String, Storage> storages = new HashMap<>();

  PickleObjects(PickleInput input) {
    this.input = input;
  }

  /** The storages met so far, by key. */
  Map<String, Storage> storages() {
    return Collections.unmodifiableMap(storages);
  }

  /** The exception for a name outside the allow-list. */
  UnusableInputException forbidden(String module, String name) {
    return input.refused(
        "refused, because it names %s, which is no part of a trained tensor (a whole pickled model"
            + " or training state names its classes). %s",
        Printable.quoted(module + "." + name), ADVICE);
  }

  /** REDUCE: {@code function(*arguments)}. */
  PickleValue call(PickleValue function, PickleValue arguments) {
    if (!(function instanceof Name name) || !(arguments instanceof Tuple tuple)) {
      throw input.unusable("%s is called with %s.", function.kind(), arguments.kind());
    }
    List<PickleValue> args = tuple.items;
    return switch (name.allowed().role()) {
      case DICTIONARY -> dictionary(args);
      case SIZE -> {
        require(name, args.size() == 1);
        yield args.get(0);
      }
      case TENSOR -> {
        require(name, args.size() == 4);
        yield view(name, args, Optional.empty());
      }
      case TENSOR_V2 -> {
        require(name, args.size() == 6 || args.size() == 7);
        yield view(name, args, Optional.empty());
      }
      case TENSOR_V3 -> {
        require(name, args.size() == 7 || args.size() == 8);
        yield view(name, args, Optional.of(args.get(6)));
      }
      case PARAMETER -> {
        require(name, args.size() == 3 || args.size() == 4);
        require(name, args.get(0) instanceof View || args.get(0) instanceof Unsupported);
        yield args.get(0);
      }
      case UNSUPPORTED_TENSOR -> new Unsupported(unsupportedKind(name.allowed().qualified()));
      case OPAQUE -> new Opaque("a " + name.allowed().qualified());
      case STORAGE, TYPE -> throw input.unusable("%s is called.", function.kind());
    };
  }

  /** NEWOBJ: an instance of a class whose content does not matter. */
  PickleValue instance(PickleValue type, PickleValue arguments) {
    if (type instanceof Name name
        && name.allowed().role() == Role.OPAQUE
        && arguments instanceof Tuple) {
      return new Opaque("a " + name.allowed().qualified());
    }
    throw input.unusable("an instance of %s is made.", type.kind());
  }

  /** BUILD: attributes, which are metadata of dictionaries and the content of opaque objects. */
  void build(PickleValue target, PickleValue state) {
    boolean metadata = target instanceof Dictionary && state instanceof Dictionary;
    if (!metadata && !(target instanceof Opaque)) {
      throw input.unusable("%s is built from %s.", target.kind(), state.kind());
    }
  }

  /** Sets an item of a dictionary. */
  void put(Dictionary dictionary, PickleValue key, PickleValue value) {
    if (key instanceof Sequence || key instanceof Dictionary) {
      throw input.unusable("%s as a dictionary's key.", key.kind());
    }
    dictionary.entries.put(key, value);
  }

  /**
   * BINPERSID: {@code ("storage", class, key, location, count)}, and in the legacy format a sixth
   * item, None or {@code (view key, offset, length)}.
   */
  PickleValue persistent(PickleValue identity) {
    if (!(identity instanceof Tuple tuple)
        || tuple.items.size() < 5
        || tuple.items.size() > 6
        || !(tuple.items.get(0) instanceof Text tag)
        || !tag.value().equals("storage")
        || !(tuple.items.get(1) instanceof Name name)
        || name.allowed().role() != Role.STORAGE
        || !(tuple.items.get(2) instanceof Text key)) {
      throw input.unusable("a persistent name that is not a storage.");
    }
    long count = size(tuple.items.get(4));
    long offset = 0;
    long length = count;
    if (tuple.items.size() == 6 && !(tuple.items.get(5) instanceof None)) {
      if (!(tuple.items.get(5) instanceof Tuple view) || view.items.size() != 3) {
        throw input.unusable("a view of storage %s that is not three items.", quoted(key));
      }
      offset = size(view.items.get(1));
      length = size(view.items.get(2));
      if (offset > count || length > count - offset) {
        throw input.unusable(
            "a view of elements %d + %d of storage %s, which has %d.",
            offset, length, quoted(key), count);
      }
    }
    AllowedName type = name.allowed();
    Storage storage =
        new Storage(
            key.value(), type.type(), type.qualified(), type.width(), count, offset, length);
    Storage first = storages.putIfAbsent(key.value(), storage);
    if (first != null && (first.count() != count || !first.typeName().equals(storage.typeName()))) {
      throw input.unusable(
          "storage %s is %d of %s and also %d of %s.",
          quoted(key), first.count(), first.typeName(), count, storage.typeName());
    }
    return storage;
  }

  private Dictionary dictionary(List<PickleValue> arguments) {
    Dictionary dictionary = new Dictionary();
    if (arguments.isEmpty()) {
      return dictionary;
    }
    if (arguments.size() == 1 && arguments.get(0) instanceof Sequence pairs) {
      for (PickleValue pair : pairs.items) {
        List<PickleValue> items = items(pair);
        if (items.size() != 2) {
          throw input.unusable("an OrderedDict of something else than pairs.");
        }
        put(dictionary, items.get(0), items.get(1));
      }
      return dictionary;
    }
    throw input.unusable("an OrderedDict of %s.", arguments.get(0).kind());
  }

  private PickleValue view(Name function, List<PickleValue> args, Optional<PickleValue> dtype) {
    if (!(args.get(0) instanceof Storage storage)) {
      throw input.unusable("%s of %s.", function.kind(), args.get(0).kind());
    }
    Optional<ElementType> type = storage.type();
    String typeName = storage.typeName();
    if (dtype.isPresent()) {
      if (!(dtype.get() instanceof Name name) || name.allowed().role() != Role.TYPE) {
        throw input.unusable("a tensor whose type is %s.", dtype.get().kind());
      }
      type = name.allowed().type();
      typeName = name.allowed().qualified();
    }
    if (type.isEmpty()) {
      return new Unsupported(typeName);
    }
    List<Long> extents = sizes(args.get(2));
    List<Long> strides = sizes(args.get(3));
    if (extents.size() != strides.size()) {
      throw input.unusable("a tensor of %d axes with %d strides.", extents.size(), strides.size());
    }
    return new View(storage, type.get(), size(args.get(1)), extents, strides);
  }

  private List<Long> sizes(PickleValue value) {
    List<PickleValue> items = items(value);
    if (items.size() > Limits.RANK) {
      throw input.unusable("a tensor of %d axes; at most %d.", items.size(), Limits.RANK);
    }
    List<Long> sizes = new ArrayList<>();
    for (PickleValue item : items) {
      sizes.add(size(item));
    }
    return List.copyOf(sizes);
  }

  private List<PickleValue> items(PickleValue value) {
    if (value instanceof Tuple tuple) {
      return tuple.items;
    }
    if (value instanceof Sequence list) {
      return list.items;
    }
    throw input.unusable("%s where a tuple was expected.", value.kind());
  }

  private long size(PickleValue value) {
    if (!(value instanceof Int number)) {
      throw input.unusable("%s where a size was expected.", value.kind());
    }
    if (number.value().signum() < 0 || number.value().bitLength() > 62) {
      throw input.unusable("a size, offset or stride of %s.", number.value());
    }
    return number.value().longValueExact();
  }

  private void require(Name name, boolean condition) {
    if (!condition) {
      throw input.unusable("%s with unexpected arguments.", name.kind());
    }
  }

  private static String quoted(Text text) {
    return Printable.quoted(text.value());
  }

  private static String unsupportedKind(String function) {
    if (function.contains("qtensor")) {
      return "quantised";
    }
    if (function.contains("sparse")) {
      return "sparse";
    }
    return function.contains("nested") ? "nested" : "meta (without values)";
  }
}
