package org.stratigraph.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class NetworkViewTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script>\"' onload='x' \u202e\u0001\n<img src=//example.org> ]]>";

  @TempDir private Path folder;

  private static NetworkView view(String name, Graph graph, Measure... given) {
    List<Measure> measures = new ArrayList<>(List.of(given));
    measures.addAll(Measures.of(graph));
    return NetworkView.of(name, graph, measures, List.of());
  }

  private static Measure entropy(Map<String, Double> values) {
    return Measures.of("bundle-entropy", "Bundle entropy", "", values);
  }

  private static NetworkView hostile() {
    Graph graph =
        Networks.chain(HOSTILE + ".a", HOSTILE + ".b", "x".repeat(1_000_000), "=cmd|' /C calc'!A0");
    return NetworkView.of(
        HOSTILE,
        graph,
        List.of(
            Measures.of(HOSTILE, HOSTILE, HOSTILE, Map.of(HOSTILE, 0.5)),
            Measures.of(graph).get(0)),
        List.of(HOSTILE));
  }

  static Stream<NetworkView> views() {
    return Stream.of(
        view("ResNet-20", Networks.named("resnet20-cifar")),
        view("DenseNet", Networks.named("densenet121")),
        view("", Networks.chain("only")),
        view("random", Networks.random(80, 3)),
        hostile());
  }

  @ParameterizedTest
  @MethodSource("views")
  void thePageIsWellFormedWithEveryIdOnceAndLoadsNothing(NetworkView view) throws Exception {
    String html = view.page();
    Document page = PageXml.parsePage(html);
    Set<String> ids = new HashSet<>();
    for (Element element : PageXml.elements(page, "*")) {
      assertThat(element.getTagName())
          .isNotIn("link", "img", "image", "iframe", "object", "embed", "use", "base");
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        String name = element.getAttributes().item(i).getNodeName();
        assertThat(name).doesNotStartWith("on").isNotIn("src", "srcset", "xlink:href", "style");
      }
      String id = element.getAttribute("id");
      assertThat(id.isEmpty() || ids.add(id)).isTrue();
    }
    assertThat(PageXml.elements(page, "script")).hasSize(1);
    assertThat(html).doesNotContain("http://", "https://", "@import");
    assertThat(html).hasSizeLessThan(2_000_000);
  }

  @ParameterizedTest
  @MethodSource("views")
  void everyLevelHasEveryLayerOnce(NetworkView view) throws Exception {
    Document page = PageXml.parsePage(view.page());
    int rows = PageXml.elements(page, "tbody").get(0).getElementsByTagName("tr").getLength();
    List<Element> levels = PageXml.ofClass(page, "g", "nv-level");
    assertThat(levels).hasSize(view.details().size());
    for (Element level : levels) {
      Map<String, Integer> drawn = new HashMap<>();
      for (Element node : PageXml.ofClass(page, "g", "nv-node")) {
        if (node.getParentNode() == level && !node.getAttribute("data-rows").isEmpty()) {
          for (String row : node.getAttribute("data-rows").split(" ")) {
            drawn.merge(row, 1, Integer::sum);
          }
        }
      }
      assertThat(drawn).hasSize(rows);
      assertThat(drawn.values()).containsOnly(1);
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void thePictureIsWellFormed(NetworkView view) throws Exception {
    for (Detail detail : view.details()) {
      Document svg = PageXml.parse(view.svg(detail, 0));
      assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(PageXml.elements(svg, "script")).isEmpty();
    }
  }

  /** Drawn boxes as the reader sees them: attributes of the rectangles, not of the layout. */
  @ParameterizedTest
  @MethodSource("views")
  void noTwoDrawnBoxesOverlap(NetworkView view) throws Exception {
    Document svg = PageXml.parse(view.svg(Detail.LAYERS, 0));
    List<Element> boxes = PageXml.ofClass(svg, "rect", "nv-box");
    assertThat(boxes).hasSize(view.level(Detail.LAYERS).items().size());
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(apart(boxes.get(i), boxes.get(j))).isTrue();
      }
    }
  }

  private static boolean apart(Element a, Element b) {
    return end(a, "x", "width") <= number(b, "x")
        || end(b, "x", "width") <= number(a, "x")
        || end(a, "y", "height") <= number(b, "y")
        || end(b, "y", "height") <= number(a, "y");
  }

  private static double end(Element element, String start, String length) {
    return number(element, start) + number(element, length);
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void isTheSameInEveryLocale(String tag) {
    List<String> expected = everything();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(everything()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> everything() {
    NetworkView view =
        view(
            "net",
            Networks.named("squeezenet1_1"),
            entropy(Map.of("features.0", 0.12345, "features.3.squeeze", 1.5e-9)));
    return List.of(
        view.page(),
        view.svg(Detail.LAYERS, 1),
        view.dot(2),
        view.modelExplorer(),
        view.modelExplorerData(0));
  }

  @Test
  void aHostileNameIsOnlyText() throws Exception {
    NetworkView view = hostile();
    assertThat(view.page()).doesNotContain("<script>alert", "<img");
    Document page = PageXml.parsePage(view.page());
    assertThat(PageXml.elements(page, "h1").get(0).getTextContent())
        .contains("<script>alert(1)</script>", "\\u000a")
        .doesNotContain("\n", "\u202e");
    assertThat(view.dot(0)).doesNotContain("\u202e", "\u0001");
    assertThat(view.modelExplorer()).hasSizeLessThan(100_000);
  }

  /** The criticality paper's stages and the blocks of He et al. 2016. */
  @Test
  void levelsAreThoseOfTheNames() {
    assertThat(view("", Networks.named("resnet50")).details())
        .containsExactly(Detail.STAGES, Detail.BLOCKS, Detail.LAYERS);
    assertThat(view("", Networks.named("resnet50")).overview()).isEqualTo(Detail.LAYERS);
    assertThat(view("", Networks.named("resnet152")).overview()).isEqualTo(Detail.BLOCKS);
    // Of "features" and "classifier" only the latter divides.
    assertThat(view("", Networks.named("vgg16")).details())
        .containsExactly(Detail.BLOCKS, Detail.LAYERS);
    assertThat(view("", Networks.chain("one", "two")).details()).containsExactly(Detail.LAYERS);
  }

  @Test
  void showsWhatWasMeasuredAndWhatWasNot() throws Exception {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("a.one", 0.25);
    values.put("a.two", 0.75);
    values.put("elsewhere", 1.0);
    NetworkView view =
        view("net", Networks.chain("a.one", "a.two", "b.one", "b.two"), entropy(values));
    assertThat(view.strangers()).containsExactly(Map.entry("Bundle entropy", List.of("elsewhere")));
    assertThat(view.without(view.measures().get(0))).containsExactly("b.one", "b.two");
    Document page = PageXml.parsePage(view.page());
    assertThat(page.getDocumentElement().getTextContent())
        .contains("Not in this network, but measured (Bundle entropy): elsewhere.");
    Map<String, String> texts = new LinkedHashMap<>();
    for (Element node : PageXml.ofClass(page, "g", "nv-node")) {
      if (node.hasAttribute("data-text")) {
        texts.put(node.getAttribute("data-name"), node.getAttribute("data-text"));
      }
    }
    // The mean of the entropies; the sums of 2 x 9 weights and, a vector a layer, 2 x 9 products.
    assertThat(texts)
        .containsEntry("a", "0.5|18|18")
        .containsEntry("a.two", "0.75|9|9")
        .containsEntry("b", "\u2013|18|18")
        .containsEntry("b.two", "\u2013|9|9");
  }

  @Test
  void theScaleOfAFractionEndsAtOneAndOthersAtTheLargest() {
    Graph graph = Networks.chain("one", "two");
    Level level = view("", graph).level(Detail.LAYERS);
    LevelDrawing drawing =
        new LevelDrawing(level, List.of(entropy(Map.of("one", 0.2, "two", 0.4))));
    assertThat(drawing.top(0)).isEqualTo(0.4);
  }

  @Test
  void twoMeasuresOfOneIdAreRefused() {
    Graph graph = Networks.chain("one");
    assertThatThrownBy(() -> view("", graph, Measures.of(graph).get(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parameters");
    assertThatThrownBy(() -> NetworkView.of("", graph, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The fields that input_graph.ts of Model Explorer requires, and that edges name nodes. */
  @ParameterizedTest
  @MethodSource("views")
  void theGraphForModelExplorerIsWhole(NetworkView view) throws Exception {
    JsonNode collection = new ObjectMapper().readTree(view.modelExplorer());
    assertThat(collection.get("label").isTextual()).isTrue();
    JsonNode graph = collection.get("graphs").get(0);
    Set<String> ids = new HashSet<>();
    for (JsonNode node : graph.get("nodes")) {
      assertThat(ids.add(node.get("id").textValue())).isTrue();
      assertThat(node.get("label").isTextual()).isTrue();
      assertThat(node.get("namespace").isTextual()).isTrue();
      assertThat(node.fieldNames())
          .toIterable()
          .containsExactly("id", "label", "namespace", "attrs", "incomingEdges");
      for (JsonNode attribute : node.get("attrs")) {
        assertThat(attribute.get("key").isTextual()).isTrue();
        assertThat(attribute.get("value").isTextual()).isTrue();
      }
    }
    int edges = 0;
    for (JsonNode node : graph.get("nodes")) {
      for (JsonNode edge : node.get("incomingEdges")) {
        assertThat(ids).contains(edge.get("sourceNodeId").textValue());
        assertThat(edge.get("sourceNodeOutputId").isTextual()).isTrue();
        assertThat(edge.get("targetNodeInputId").isTextual()).isTrue();
        edges++;
      }
    }
    assertThat(edges).isEqualTo(view.graph().wires().size());
    JsonNode data = new ObjectMapper().readTree(view.modelExplorerData(1));
    JsonNode results = data.get(graph.get("id").textValue()).get("results");
    assertThat(results).hasSize(Math.toIntExact(view.layerBoxes().size()));
    results.fieldNames().forEachRemaining(id -> assertThat(ids).contains(id));
  }

  @Test
  void nodeDataForModelExplorerHasTheNumbers() throws Exception {
    NetworkView view =
        view("net", Networks.chain("one", "two", "three"), entropy(Map.of("one", 0.1, "two", 0.4)));
    JsonNode data = new ObjectMapper().readTree(view.modelExplorerData(0)).get("network");
    // The fields of NodeDataProviderGraphData and NodeDataProviderResultData.
    assertThat(data.fieldNames()).toIterable().containsExactly("name", "results", "gradient");
    assertThat(data.get("name").textValue()).isEqualTo("Bundle entropy");
    assertThat(data.get("results")).hasSize(2);
    assertThat(data.get("results").get("one").get("value").doubleValue()).isEqualTo(0.1);
    // The darkest colour of the scale, on which white is read better.
    assertThat(data.get("results").get("two").get("bgColor").textValue()).isEqualTo("#1d1147");
    assertThat(data.get("results").get("two").get("textColor").textValue()).isEqualTo("#ffffff");
    assertThat(data.get("gradient").get(0).get("stop").doubleValue()).isZero();
    assertThat(data.get("gradient").get(7).get("stop").doubleValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("views")
  void graphvizAcceptsTheDot(NetworkView view) throws Exception {
    assumeTrue(hasGraphviz(), "SKIPPED: Graphviz's dot is not installed");
    Path file = folder.resolve("net.dot");
    Files.writeString(file, view.dot(0));
    Process dot =
        new ProcessBuilder("dot", "-Tcanon", file.toString(), "-o", file + ".out")
            .redirectErrorStream(true)
            .start();
    String said = new String(dot.getInputStream().readAllBytes());
    assertThat(dot.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("Error", "Warning: syntax");
  }

  private static boolean hasGraphviz() throws InterruptedException {
    try {
      Process dot = new ProcessBuilder("dot", "-V").redirectErrorStream(true).start();
      dot.getInputStream().readAllBytes();
      return dot.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Quotes balance and every node of an edge is declared, as the grammar of DOT asks. */
  @ParameterizedTest
  @MethodSource("views")
  void everyTextOfTheDotIsQuoted(NetworkView view) {
    String dot = view.dot(0);
    String bare = dot.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "Q");
    assertThat(bare).doesNotContain("\"");
    assertThat(bare.replaceAll("[A-Za-z_]+=Q|Q( -> Q)?|[\\[\\]{};,\\s]", ""))
        .isIn("digraphgraphnodeedge" + "subgraph".repeat(groups(view)));
  }

  private static int groups(NetworkView view) {
    Set<String> groups = new HashSet<>();
    view.grouping().paths().forEach(groups::addAll);
    return groups.size();
  }

  @Test
  void layersOfTheTableAreThoseOfTheNetwork() throws Exception {
    Graph graph = Networks.named("resnet20-cifar");
    Document page = PageXml.parsePage(view("net", graph).page());
    List<String> names =
        PageXml.elements(page, "th").stream()
            .filter(head -> head.getAttribute("scope").equals("row"))
            .map(Element::getTextContent)
            .toList();
    assertThat(names)
        .containsExactlyElementsOf(
            Layers.of(graph).layers().stream().map(layer -> layer.name()).toList());
  }
}
