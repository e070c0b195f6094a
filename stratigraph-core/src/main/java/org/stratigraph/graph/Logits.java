package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.ElementType;

/**
 * A network as the analyses need it: one input of images, one output of logits.
 *
 * @param graph the network, with that one output
 * @param notes what was done to it; whole sentences
 */
public record Logits(Graph graph, List<String> notes) {
  /** What may stand between a softmax and the output: it only changes the shape. */
  private static final Set<String> RESHAPING =
      Set.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Cast");

  public Logits {
    notes = List.copyOf(notes);
  }

  /**
   * Picks the output and takes a final softmax off it: applied twice, it would flatten every
   * prediction.
   *
   * @param output the output's name; empty for the first one
   * @throws UnusableInputException if the network has several inputs, an input that is not a batch
   *     of float32 images, or no such output
   */
  public static Logits of(Graph graph, Optional<String> output) {
    checkInput(graph);
    List<String> notes = new ArrayList<>();
    List<String> names = graph.outputs().stream().map(Value::name).toList();
    String chosen = output.orElse(names.get(0));
    if (!names.contains(chosen)) {
      throw new UnusableInputException(
          "the network has no output '%s'; it has %s".formatted(chosen, names));
    }
    if (names.size() > 1) {
      notes.add(
          "The network has the outputs %s; '%s' is measured (choose another with --output)."
              .formatted(String.join(", ", names), chosen));
    }
    Value result =
        graph.outputs().stream().filter(v -> v.name().equals(chosen)).findFirst().orElseThrow();
    Graph single = graph.part(graph.nodes(), graph.inputs(), List.of(result));
    Optional<Node> softmax = finalSoftmax(graph, chosen);
    if (softmax.isPresent()) {
      notes.add("The network ends in a softmax; what enters it is taken as the logits.");
      single = without(single, softmax.get());
    }
    return new Logits(single, notes);
  }

  private static void checkInput(Graph graph) {
    if (graph.inputs().size() != 1) {
      throw new UnusableInputException(
          "the network has %d inputs (%s); only networks with one input, a batch of images, can be"
                  .formatted(
                      graph.inputs().size(),
                      String.join(", ", graph.inputs().stream().map(Value::name).toList()))
              + " measured: export it with the other inputs fixed");
    }
    Value input = graph.inputs().get(0);
    if (input.type() != ElementType.FLOAT32) {
      throw new UnusableInputException(
          "the network's input '%s' takes %s, not float32 images: export it in float32"
              .formatted(input.name(), input.type()));
    }
    if (input.shape().size() < 2) {
      throw new UnusableInputException(
          "the network does not say what images its input '%s' takes: export it with the shape"
                  .formatted(input.name())
              + " [N, C, H, W], of which only N may be dynamic");
    }
    for (int axis = 1; axis < input.shape().size(); axis++) {
      if (input.shape().get(axis).isEmpty()) {
        throw new UnusableInputException(
            "axis %d of the network's input '%s' is dynamic; only the batch (axis 0) may be: export"
                    .formatted(axis, input.name())
                + " it with a fixed image size, such as [N, 3, 224, 224]");
      }
    }
  }

  private static Optional<Node> finalSoftmax(Graph graph, String output) {
    Optional<Node> node = graph.producer(output);
    while (node.isPresent() && RESHAPING.contains(node.get().operator())) {
      node = graph.producer(node.get().inputs().get(0));
    }
    return node.filter(n -> n.operator().equals("Softmax"));
  }

  /** The node becomes an Identity, so that every name stays as it is. */
  private static Graph without(Graph graph, Node softmax) {
    Node identity = softmax.as("Identity");
    Set<Node> nodes = new LinkedHashSet<>();
    graph.nodes().forEach(node -> nodes.add(node == softmax ? identity : node));
    return Graph.of(graph.header(), graph.inputs(), graph.outputs(), nodes, graph.initialisers());
  }
}
