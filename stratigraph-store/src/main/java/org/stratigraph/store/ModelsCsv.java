package org.stratigraph.store;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.MeasuredNetwork;

/**
 * What networks are, a row each: {@code model_id}, and where they are there {@code name}, {@code
 * category} and {@code imagenet_top1_percent} or {@code accuracy} (a fraction). Every other column
 * becomes a tag where it is filled, such as {@code source}.
 *
 * <p>The attack budget of adversarially trained networks stands in the published ids, as in {@code
 * robust_resnet50_linf_eps4.0}; it becomes the tags {@code norm} and {@code eps}, unless the file
 * has columns of these names.
 */
final class ModelsCsv {
  private static final Set<String> OWN =
      Set.of("model_id", "name", "category", "imagenet_top1_percent", "accuracy");

  private static final Pattern BUDGET =
      Pattern.compile(".*_(l2|linf)_eps(\\d{1,9}(?:\\.\\d{1,9})?)");

  private ModelsCsv() {}

  /**
   * The networks, without layers, in the order of the file.
   *
   * @throws UnusableInputException naming the file and the line, if it lacks a column, a row is
   *     malformed, an accuracy is out of range or an id is there twice
   */
  static List<MeasuredNetwork> read(Path file) {
    Map<String, MeasuredNetwork> networks = new LinkedHashMap<>();
    try (CsvReader in = CsvReader.open(file)) {
      in.require("model_id");
      while (in.next()) {
        MeasuredNetwork network = network(in);
        if (network.id().isEmpty()) {
          throw in.wrong("model_id is empty.");
        }
        if (networks.put(network.id(), network) != null) {
          throw in.wrong(
              "the network %s is there twice.".formatted(CsvReader.shortened(network.id())));
        }
      }
    }
    return List.copyOf(networks.values());
  }

  /** A network of which nothing is known but its id. */
  static MeasuredNetwork unknown(String id) {
    return new MeasuredNetwork(
        id, id, Optional.empty(), OptionalDouble.empty(), budget(id), List.of());
  }

  private static MeasuredNetwork network(CsvReader in) {
    String id = in.text("model_id");
    String name = in.text("name");
    String category = in.text("category");
    double percent = in.numberIfKnown("imagenet_top1_percent", 0, 100);
    double accuracy = in.numberIfKnown("accuracy", 0, 1);
    Map<String, String> tags = new LinkedHashMap<>(budget(id));
    for (String column : in.columns()) {
      if (!OWN.contains(column) && !in.text(column).isEmpty()) {
        tags.put(column, in.text(column));
      }
    }
    return new MeasuredNetwork(
        id,
        name.isEmpty() ? id : symbols(name),
        category.isEmpty() ? Optional.empty() : Optional.of(category),
        PublishedCsv.known(Double.isNaN(accuracy) ? percent / 100 : accuracy),
        tags,
        List.of());
  }

  /** The published names have two pieces of LaTeX in them, which other readers do not know. */
  private static String symbols(String name) {
    return name.replace("$\\epsilon$", "\u03b5").replace("$\\rightarrow$", "\u2192");
  }

  private static Map<String, String> budget(String id) {
    Map<String, String> tags = new LinkedHashMap<>();
    Matcher matcher = BUDGET.matcher(id);
    if (matcher.matches()) {
      tags.put("norm", matcher.group(1));
      tags.put("eps", matcher.group(2));
    }
    return tags;
  }
}
