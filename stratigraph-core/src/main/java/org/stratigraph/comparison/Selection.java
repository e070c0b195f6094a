package org.stratigraph.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stratigraph.UnusableInputException;

/**
 * The networks of a comparison that its numbers and figures are about, and those that are left out.
 *
 * <p>One set of networks stands behind all numbers, so that a mean, a correlation and a figure
 * agree. Therefore a network whose accuracy is not known is left out where others have theirs. In
 * the published measurements that is {@code resnet50_frozen_random}, whose layers were never
 * trained: the paper's own code drops it too.
 *
 * @param comparison of the networks that are kept, in their order
 * @param leftOut the others, in their order
 */
public record Selection(Comparison comparison, List<LeftOut> leftOut) {
  /**
   * A network that is left out.
   *
   * @param network it
   * @param reason in words, such as {@code its accuracy is not known}
   */
  public record LeftOut(MeasuredNetwork network, String reason) {}

  private static final String CATEGORY = "category:";
  private static final int SHOWN = 8;

  public Selection {
    leftOut = List.copyOf(leftOut);
  }

  /** All networks, also those without an accuracy. */
  public static Selection all(Comparison comparison) {
    return new Selection(comparison, List.of());
  }

  /** Those that have an accuracy; all, if none has. */
  public static Selection byDefault(Comparison comparison) {
    return all(comparison).withoutUnknownAccuracy();
  }

  /** Leaves out networks without an accuracy, unless that would be all. */
  public Selection withoutUnknownAccuracy() {
    if (comparison.networks().stream().allMatch(network -> network.accuracy().isEmpty())) {
      return this;
    }
    Map<String, String> reasons = new LinkedHashMap<>();
    for (MeasuredNetwork network : comparison.networks()) {
      if (network.accuracy().isEmpty()) {
        reasons.put(network.id(), "its accuracy is not known, and others have theirs");
      }
    }
    return leaving(reasons);
  }

  /**
   * Leaves out what a user names.
   *
   * @param names ids of networks, and {@code category:NAME} for all networks of a category
   * @throws UnusableInputException if one of them names nothing here, or nothing is left
   */
  public Selection without(List<String> names) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String name : names) {
      List<MeasuredNetwork> meant =
          comparison.networks().stream().filter(network -> isMeant(network, name)).toList();
      if (meant.isEmpty() && leftOut.stream().noneMatch(left -> isMeant(left.network(), name))) {
        throw new UnusableInputException(
            "--without %s names no network. There are %s.".formatted(name, choices(name)));
      }
      meant.forEach(network -> reasons.put(network.id(), "--without " + name));
    }
    if (!reasons.isEmpty() && reasons.size() == comparison.networks().size()) {
      throw new UnusableInputException(
          "--without leaves no network of %d. Leave out fewer.".formatted(reasons.size()));
    }
    return leaving(reasons);
  }

  private static boolean isMeant(MeasuredNetwork network, String name) {
    return network.id().equals(name)
        || network.category().map(category -> name.equals(CATEGORY + category)).orElse(false);
  }

  private String choices(String name) {
    Set<String> there = new LinkedHashSet<>();
    for (MeasuredNetwork network : comparison.networks()) {
      if (name.startsWith(CATEGORY)) {
        network.category().ifPresent(category -> there.add(CATEGORY + category));
      } else {
        there.add(network.id());
      }
    }
    if (there.isEmpty()) {
      return "no categories";
    }
    String shown = there.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return there.size() > SHOWN ? shown + " and %d more".formatted(there.size() - SHOWN) : shown;
  }

  private Selection leaving(Map<String, String> reasons) {
    List<MeasuredNetwork> kept = new ArrayList<>();
    List<LeftOut> left = new ArrayList<>(leftOut);
    for (MeasuredNetwork network : comparison.networks()) {
      String reason = reasons.get(network.id());
      if (reason == null) {
        kept.add(network);
      } else {
        left.add(new LeftOut(network, reason));
      }
    }
    return new Selection(new Comparison(kept), left);
  }
}
