package org.stratigraph.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the images flow through a network: which nodes every path to a node leads through. A size
 * that is read off a value (Shape, Size) is no image, so what only depends on sizes does not count.
 */
final class Dataflow {
  /** A larger part between two nodes is no block of any known network. */
  private static final int LARGEST_PART = 5_000;

  private static final Set<String> SIZES = Set.of("Shape", "Size");

  /** Stands for the graph's inputs, where all paths begin; nodes are numbered from 1. */
  private static final int ROOT = 0;

  private final Graph graph;
  private final Set<String> varying = new HashSet<>();
  private final Map<Node, Integer> number = new HashMap<>();
  private final Node[] nodes;

  /** For each node the nearest one that all paths to it lead through. */
  private final int[] dominator;

  private final int[] height;

  Dataflow(Graph graph) {
    this.graph = graph;
    int count = graph.nodes().size() + 1;
    this.nodes = new Node[count];
    this.dominator = new int[count];
    this.height = new int[count];
    graph.inputs().forEach(input -> varying.add(input.name()));
    for (Node node : graph.nodes()) {
      boolean varies =
          !SIZES.contains(node.operator())
              && node.dependencies().stream().anyMatch(varying::contains);
      if (varies) {
        add(node);
      }
    }
  }

  private void add(Node node) {
    int own = number.size() + 1;
    int common = -1;
    for (String value : node.dependencies()) {
      if (varying.contains(value)) {
        int from =
            graph.producer(value).map(producer -> number.getOrDefault(producer, ROOT)).orElse(ROOT);
        common = common < 0 ? from : meet(common, from);
      }
    }
    number.put(node, own);
    nodes[own] = node;
    dominator[own] = common;
    height[own] = height[common] + 1;
    varying.addAll(node.outputs());
    varying.remove("");
  }

  /** Where the ways of two nodes to the root meet (Cooper, Harvey and Kennedy 2001). */
  private int meet(int left, int right) {
    int a = left;
    int b = right;
    while (a != b) {
      if (height[a] >= height[b]) {
        a = dominator[a];
      } else {
        b = dominator[b];
      }
    }
    return a;
  }

  /** Whether a value depends on the images. */
  boolean varies(String value) {
    return varying.contains(value);
  }

  /**
   * The nearest value that all paths from the images to a node lead through; empty if there is
   * none, as behind a node with several outputs.
   */
  Optional<String> start(Node node) {
    Integer own = number.get(node);
    if (own == null) {
      return Optional.empty();
    }
    List<String> values =
        dominator[own] == ROOT
            ? graph.inputs().stream().map(Value::name).toList()
            : nodes[dominator[own]].outputs().stream().filter(o -> !o.isEmpty()).toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /**
   * The nodes between two values that depend on the images; empty if they are too many for a block.
   *
   * @param start a value that all paths to {@code end} lead through
   */
  Optional<Set<Node>> between(String start, String end) {
    Set<Node> part = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(end));
    while (!open.isEmpty()) {
      String value = open.pop();
      if (value.equals(start) || !varying.contains(value)) {
        continue;
      }
      Optional<Node> producer = graph.producer(value);
      if (producer.isPresent() && part.add(producer.get())) {
        if (part.size() > LARGEST_PART) {
          return Optional.empty();
        }
        open.addAll(producer.get().dependencies());
      }
    }
    return Optional.of(part);
  }
}
