package org.stratigraph.lesion;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.ResidualBlock;
import org.stratigraph.graph.ResidualBlocks;
import org.stratigraph.sweep.SweepOptions;

/**
 * Removes residual blocks at evaluation time, each alone and many together, and measures how well
 * the network still predicts. A removed block gives its shortcut; nothing is trained again.
 *
 * <p>Source: {@code lesion.py} of "Auto-tuning of Deep Neural Networks by Conflicting Layer
 * Removal" (2021); the idea is that of Veit, Wilber and Belongie, "Residual Networks Behave Like
 * Ensembles of Relatively Shallow Networks" (2016).
 */
public final class LesionAnalysis {
  private final List<ResidualBlock> blocks;
  private final Optional<Map<String, Double>> entropies;
  private final List<LesionDraw> draws;
  private final RemovalSweep sweep;
  private final LesionOptions options;

  private LesionAnalysis(
      List<ResidualBlock> blocks,
      Optional<Map<String, Double>> entropies,
      List<LesionDraw> draws,
      RemovalSweep sweep,
      LesionOptions options) {
    this.blocks = List.copyOf(blocks);
    this.entropies = entropies;
    this.draws = List.copyOf(draws);
    this.sweep = sweep;
    this.options = options;
  }

  /**
   * Plans a study; evaluates no more than two black images.
   *
   * @param graph a network with one input and one output of logits
   * @param entropies the bundle entropy of each block's branch by the block's name, from which
   *     follows which blocks are conflicting; empty to draw out of all blocks only
   * @param nodeCosts work of a node for one image, in any unit; for estimates only
   * @throws UnusableInputException if the network has no residual block, does not take the images,
   *     or the memory does not suffice
   */
  public static LesionAnalysis plan(
      Evaluator evaluator,
      Graph graph,
      Optional<Map<String, Double>> entropies,
      Images images,
      ToDoubleFunction<Node> nodeCosts,
      LesionOptions options) {
    List<ResidualBlock> blocks = ResidualBlocks.of(graph);
    if (blocks.isEmpty()) {
      throw new UnusableInputException(
          "the network has no residual block, so there is nothing to remove: a lesion study needs a"
              + " network with shortcuts, such as a ResNet or MobileNetV2");
    }
    List<LesionDraw> draws = LesionDraws.of(groups(blocks, entropies), options);
    Map<String, ResidualBlock> byName = new LinkedHashMap<>();
    blocks.forEach(block -> byName.put(block.name(), block));
    Map<String, Variant> variants = new LinkedHashMap<>();
    List<LesionDraw> all = new ArrayList<>(draws);
    blocks.forEach(block -> all.add(alone(block)));
    for (LesionDraw draw : all) {
      List<ResidualBlock> removed =
          draw.blocks().stream()
              .flatMap(name -> Optional.ofNullable(byName.get(name)).stream())
              .toList();
      variants.computeIfAbsent(draw.variant(), name -> new Variant(name, removed));
    }
    RemovalSweep sweep =
        RemovalSweep.plan(
            evaluator,
            graph,
            List.copyOf(variants.values()),
            images,
            nodeCosts,
            new SweepOptions(
                images.count(),
                options.memory(),
                options.plain(),
                OptionalInt.empty(),
                Integer.MAX_VALUE,
                options.chunk()));
    return new LesionAnalysis(blocks, entropies, draws, sweep, options);
  }

  /** The choice of one block; it is measured once, whoever draws it. */
  static LesionDraw alone(ResidualBlock block) {
    return new LesionDraw(LesionGroup.ALL, 0, List.of(block.name()));
  }

  private static Map<LesionGroup, List<String>> groups(
      List<ResidualBlock> blocks, Optional<Map<String, Double>> entropies) {
    Map<LesionGroup, List<String>> groups = new EnumMap<>(LesionGroup.class);
    List<String> all = blocks.stream().map(ResidualBlock::name).toList();
    if (entropies.isPresent()) {
      List<String> conflicting =
          all.stream().filter(name -> entropies.get().getOrDefault(name, 0.0) > 0).toList();
      List<String> others = all.stream().filter(name -> !conflicting.contains(name)).toList();
      // A group that is all blocks would only be drawn from twice.
      if (!conflicting.isEmpty() && !others.isEmpty()) {
        groups.put(LesionGroup.CONFLICTING, conflicting);
        groups.put(LesionGroup.OTHERS, others);
      }
    }
    groups.put(LesionGroup.ALL, all);
    return groups;
  }

  /** The residual blocks of the network, in its order. */
  public List<ResidualBlock> blocks() {
    return blocks;
  }

  /** The bundle entropy of each block's branch, where somebody looked. */
  public Optional<Map<String, Double>> entropies() {
    return entropies;
  }

  /** The choices of blocks, by group, by number of blocks, by draw. */
  public List<LesionDraw> draws() {
    return draws;
  }

  /** How the choices are measured. */
  public RemovalSweep sweep() {
    return sweep;
  }

  public LesionOptions options() {
    return options;
  }

  /**
   * Measures what the log does not have yet.
   *
   * @return by the name of the variant, why it could not be measured
   * @throws UnusableInputException as {@link RemovalSweep#run}
   */
  public Map<String, String> run(MeasurementLog log, ProgressListener listener) {
    return sweep.run(log, options.acceptBaseline(), listener);
  }
}
