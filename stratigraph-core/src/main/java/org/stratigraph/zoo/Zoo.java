package org.stratigraph.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.stratigraph.NearestName;
import org.stratigraph.UnusableInputException;

/**
 * The published networks that Stratigraph knows: the 51 ResNet-50 of the criticality paper
 * (arXiv:2410.14470). {@code networks.json} holds the facts and says where each comes from; what
 * nobody published, such as most hashes, is absent.
 */
public final class Zoo {
  private static final String FACTS = "networks.json";
  private static final List<ZooNetwork> ALL = read();

  private Zoo() {}

  /** Every network, in the order of the paper. */
  public static List<ZooNetwork> networks() {
    return ALL;
  }

  /** The network of an id. */
  public static Optional<ZooNetwork> find(String id) {
    return ALL.stream().filter(network -> network.id().equals(id)).findFirst();
  }

  /**
   * The network of an id.
   *
   * @throws UnusableInputException if there is none; the message says where they are listed
   */
  public static ZooNetwork named(String id) {
    return find(id).orElseThrow(() -> new UnusableInputException(unknown(id)));
  }

  /** The sentence for an id that no network has. */
  public static String unknown(String id) {
    return "The zoo has no network '%s'%s 'stratigraph zoo list' shows all."
        .formatted(
            id, NearestName.to(id, ids()).map(n -> "; did you mean '" + n + "'?").orElse("."));
  }

  private static List<String> ids() {
    return ALL.stream().map(ZooNetwork::id).toList();
  }

  private static List<ZooNetwork> read() {
    try (InputStream stream = Zoo.class.getResourceAsStream(FACTS)) {
      if (stream == null) {
        throw new IllegalStateException(FACTS + " is missing");
      }
      List<ZooNetwork> networks = new ArrayList<>();
      for (JsonNode node : new JsonMapper().readTree(stream).path("networks")) {
        networks.add(network(node));
      }
      return List.copyOf(networks);
    } catch (IOException e) {
      throw new IllegalStateException(FACTS + " is damaged", e);
    }
  }

  private static ZooNetwork network(JsonNode node) {
    Map<String, String> tags = new LinkedHashMap<>();
    node.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    List<ZooFile> files = new ArrayList<>();
    node.path("files").forEach(file -> files.add(file(file)));
    return new ZooNetwork(
        required(node, "id"),
        required(node, "name"),
        required(node, "category"),
        node.has("accuracy")
            ? OptionalDouble.of(node.get("accuracy").asDouble())
            : OptionalDouble.empty(),
        tags,
        required(node, "architecture"),
        node.path("normalised").asBoolean(),
        ZooLayout.valueOf(required(node, "layout").toUpperCase(Locale.ROOT).replace('-', '_')),
        files);
  }

  private static ZooFile file(JsonNode node) {
    return new ZooFile(
        required(node, "name"),
        URI.create(required(node, "url")),
        text(node, "page"),
        text(node, "sha256"),
        node.has("size") ? OptionalLong.of(node.get("size").asLong()) : OptionalLong.empty());
  }

  private static String required(JsonNode node, String key) {
    return text(node, key).orElseThrow(() -> new IllegalStateException("no " + key + ": " + node));
  }

  private static Optional<String> text(JsonNode node, String key) {
    return node.has(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
  }
}
