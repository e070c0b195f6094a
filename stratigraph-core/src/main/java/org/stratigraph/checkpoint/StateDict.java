package org.stratigraph.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.Printable;
import org.stratigraph.checkpoint.PickleValue.Dictionary;
import org.stratigraph.checkpoint.PickleValue.Text;
import org.stratigraph.checkpoint.PickleValue.Unsupported;
import org.stratigraph.checkpoint.PickleValue.View;

/**
 * Finds the dictionary of tensors in what a PyTorch file describes, after {@link StateDictRules}.
 */
final class StateDict {
  private final SourceFile file;
  private final Selection selection;
  private final List<String> notes;

  private StateDict(SourceFile file, Selection selection, List<String> notes) {
    this.file = file;
    this.selection = selection;
    this.notes = notes;
  }

  /** The tensors of the selected network by their names in the file; adds to the notes. */
  static Map<String, View> find(
      SourceFile file, PickleValue root, Selection selection, List<String> notes) {
    StateDict search = new StateDict(file, selection, notes);
    if (!(root instanceof Dictionary dictionary)) {
      throw file.unusable(
          "holds %s instead of a dictionary of tensors. Save torch.save(model.state_dict(),"
              + " \"weights.pth\").",
          root.kind());
    }
    Dictionary found =
        selection.isEntry()
            ? search.entry(dictionary)
            : search.search(dictionary, 0, selection.allowsTrained());
    return search.tensors(found);
  }

  private Dictionary entry(Dictionary root) {
    Dictionary current = root;
    for (String key : selection.path()) {
      if (!(current.entries.get(new Text(key)) instanceof Dictionary next)) {
        throw file.unusable(
            "has no dictionary at %s; there is %s.",
            Printable.quoted(selection.toString()), describe(current));
      }
      current = next;
    }
    notes.add("Took the weights from " + Printable.quoted(selection.toString()) + ", as asked.");
    return current;
  }

  /**
   * @param plain whether tensors under plain names are wanted: those that were trained, or any
   *     inside an averaged wrapper
   */
  private Dictionary search(Dictionary dictionary, int depth, boolean plain) {
    Map<String, Dictionary> trained = holders(dictionary, StateDictRules.TRAINED);
    Map<String, Dictionary> averaged = holders(dictionary, StateDictRules.AVERAGED);
    boolean direct = holdsTensors(dictionary);
    if (plain && !trained.isEmpty()) {
      if (!averaged.isEmpty()) {
        notes.add(
            "The file also holds averaged weights in "
                + Printable.quoted(averaged.keySet())
                + "; the trained ones are used.");
      }
      return choose(dictionary, trained);
    }
    boolean wanted = selection.allowsAveraged() && !averaged.isEmpty();
    if (wanted && (!direct || !plain || !hasParameters(dictionary))) {
      notes.add("The weights are averaged ones.");
      return choose(dictionary, averaged);
    }
    if (direct && plain) {
      return dictionary;
    }
    if (depth < Limits.WRAPPERS) {
      Optional<Dictionary> inner = inner(dictionary, depth, plain);
      if (inner.isPresent()) {
        return inner.get();
      }
    }
    throw file.unusable(
        "no %s weights were found where training programs put them; there is %s. Name the entry"
            + " that holds the weights, or save torch.save(model.state_dict(), \"weights.pth\").",
        selection, describe(dictionary));
  }

  private Optional<Dictionary> inner(Dictionary dictionary, int depth, boolean plain) {
    Map<String, Dictionary> averaged = dictionaries(dictionary, StateDictRules.AVERAGED);
    Map<String, Dictionary> trained = dictionaries(dictionary, StateDictRules.TRAINED);
    if (selection.allowsAveraged() && !averaged.isEmpty() && (!plain || trained.isEmpty())) {
      notes.add("The weights are averaged ones.");
      return Optional.of(search(choose(dictionary, averaged), depth + 1, true));
    }
    if (!trained.isEmpty()) {
      return Optional.of(search(choose(dictionary, trained), depth + 1, plain));
    }
    return Optional.empty();
  }

  private Dictionary choose(Dictionary parent, Map<String, Dictionary> candidates) {
    Set<Dictionary> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(candidates.values());
    if (distinct.size() > 1) {
      throw file.unusable(
          "holds several sets of weights: %s. Name the one to use.",
          Printable.quoted(candidates.keySet()));
    }
    Map.Entry<String, Dictionary> only = candidates.entrySet().iterator().next();
    if (hasParameters(parent)) {
      throw file.unusable(
          "holds tensors both at its top and in %s. Name the set to use.",
          Printable.quoted(only.getKey()));
    }
    notes.add("Unwrapped " + Printable.quoted(only.getKey()) + ".");
    List<String> beside = new ArrayList<>();
    parent.entries.forEach(
        (key, value) -> {
          if (value != only.getValue()) {
            beside.add(key instanceof Text text ? text.value() : key.kind());
          }
        });
    if (!beside.isEmpty()) {
      notes.add("Left out what lies beside the weights: " + Printable.quoted(beside) + ".");
    }
    return only.getValue();
  }

  private Map<String, View> tensors(Dictionary dictionary) {
    Map<String, View> tensors = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    for (Map.Entry<PickleValue, PickleValue> entry : dictionary.entries.entrySet()) {
      PickleValue value = entry.getValue();
      if (entry.getKey() instanceof Text name) {
        if (value instanceof View view) {
          tensors.put(name.value(), view);
        } else if (value instanceof Unsupported) {
          throw file.unusable(
              "the tensor %s is %s; only plain dense tensors of real numbers, integers and truth"
                  + " values can be used. Convert it before saving.",
              Printable.quoted(name.value()), value.kind());
        } else {
          others.add(name.value());
        }
      } else if (value instanceof View) {
        throw file.unusable("a tensor's name is %s; names must be text.", entry.getKey().kind());
      } else {
        others.add(entry.getKey().kind());
      }
    }
    if (tensors.isEmpty()) {
      throw file.unusable("holds no tensors; there is %s.", describe(dictionary));
    }
    if (tensors.size() > Limits.TENSORS) {
      throw file.unusable("holds %d tensors; at most %d are read.", tensors.size(), Limits.TENSORS);
    }
    if (!others.isEmpty()) {
      notes.add("Left out entries that are not tensors: " + Printable.quoted(others) + ".");
    }
    return tensors;
  }

  private static Map<String, Dictionary> holders(Dictionary dictionary, List<String> keys) {
    Map<String, Dictionary> holders = dictionaries(dictionary, keys);
    holders.values().removeIf(inner -> !holdsTensors(inner));
    return holders;
  }

  private static Map<String, Dictionary> dictionaries(Dictionary dictionary, List<String> keys) {
    Map<String, Dictionary> dictionaries = new LinkedHashMap<>();
    for (String key : keys) {
      if (dictionary.entries.get(new Text(key)) instanceof Dictionary inner) {
        dictionaries.put(key, inner);
      }
    }
    return dictionaries;
  }

  private static boolean holdsTensors(Dictionary dictionary) {
    return dictionary.entries.values().stream().anyMatch(StateDict::isTensor);
  }

  private static boolean isTensor(PickleValue value) {
    return value instanceof View || value instanceof Unsupported;
  }

  /** Whether tensors are there that look like a network's, unlike a random state or an accuracy. */
  private static boolean hasParameters(Dictionary dictionary) {
    return dictionary.entries.entrySet().stream()
        .anyMatch(
            entry ->
                isTensor(entry.getValue())
                    && entry.getKey() instanceof Text name
                    && (name.value().endsWith(".weight") || name.value().endsWith(".bias")));
  }

  private static String describe(Dictionary dictionary) {
    List<String> entries = new ArrayList<>();
    dictionary.entries.forEach(
        (key, value) ->
            entries.add(
                (key instanceof Text text ? text.value() : key.kind()) + ": " + value.kind()));
    return entries.isEmpty() ? "nothing" : Printable.quoted(entries);
  }
}
