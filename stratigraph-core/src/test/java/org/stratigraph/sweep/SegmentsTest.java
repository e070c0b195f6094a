package org.stratigraph.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.sweep.Segments.Segment;
import org.stratigraph.tensor.Shape;

class SegmentsTest {
  private static Graph network(String name) {
    long size = name.endsWith("cifar") ? 32 : 224;
    return Architectures.named(name).initial(Shape.of(3, size, size), 10, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet20-cifar", "resnet50", "vgg11", "mobilenet_v2"})
  void segmentsFollowOneAnother(String name) {
    Graph graph = network(name);
    Paths paths = Paths.of(graph);
    Segments segments = Segments.of(graph, paths);
    assertThat(segments.count()).isGreaterThan(2);
    List<Node> nodes = new ArrayList<>();
    String input = graph.inputs().get(0).name();
    for (Segment segment : segments.list()) {
      assertThat(segment.input()).isEqualTo(input);
      input = segment.output();
      nodes.addAll(segment.nodes());
    }
    assertThat(input).isEqualTo(graph.outputs().get(0).name());
    assertThat(nodes)
        .containsExactlyElementsOf(
            graph.nodes().stream().filter(paths.varying()::contains).toList());
  }

  /** The engine would compute it by itself, in another pass over the memory. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet20-cifar", "resnet50", "vgg11", "mobilenet_v2"})
  void noSegmentBeginsWithAnActivation(String name) {
    Graph graph = network(name);
    Segments segments = Segments.of(graph, Paths.of(graph));
    assertThat(segments.list().stream().skip(1).map(s -> s.nodes().get(0).operator()))
        .isNotEmpty()
        .doesNotContain("Relu", "Clip");
  }
}
