package org.stratigraph.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A safetensors checkpoint in several files: an index, whose {@code weight_map} says for each
 * tensor which file beside the index holds it.
 */
final class ShardedSafetensors {
  private ShardedSafetensors() {}

  /**
   * The tensors in the order of the index; their elements are not read yet.
   *
   * @param files where the opened shards are added
   */
  static Map<String, StoredTensor> open(SourceFile index, List<SourceFile> files) {
    Map<String, String> shardOf = weightMap(index);
    Set<String> shards = new LinkedHashSet<>(shardOf.values());
    if (shards.size() > Limits.SHARDS) {
      throw index.unusable("names %d files; at most %d are read.", shards.size(), Limits.SHARDS);
    }
    Map<String, StoredTensor> found = new LinkedHashMap<>();
    for (String shard : shards) {
      files.add(openShard(index, shard, shardOf, found));
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    shardOf.forEach(
        (name, shard) -> {
          StoredTensor tensor = found.get(name);
          if (tensor == null) {
            throw index.unusable(
                "says that the tensor %s is in %s, which does not hold it.",
                Quoted.of(name), Quoted.of(shard));
          }
          tensors.put(name, tensor);
        });
    return tensors;
  }

  private static SourceFile openShard(
      SourceFile index,
      String shard,
      Map<String, String> shardOf,
      Map<String, StoredTensor> found) {
    Path folder = Objects.requireNonNullElse(index.path().getParent(), Path.of(""));
    SourceFile file = SourceFile.openNamed(folder.resolve(shard));
    boolean complete = false;
    try {
      Safetensors.open(file)
          .forEach(
              (name, tensor) -> {
                if (!shard.equals(shardOf.get(name))) {
                  throw file.unusable(
                      "holds the tensor %s, which the index %s.",
                      Quoted.of(name),
                      shardOf.containsKey(name) ? "puts into another file" : "does not name");
                }
                found.put(name, tensor);
              });
      complete = true;
      return file;
    } finally {
      if (!complete) {
        file.close();
      }
    }
  }

  private static Map<String, String> weightMap(SourceFile index) {
    if (index.size() > Limits.SHARD_INDEX) {
      throw index.unusable(
          "is an index of %d bytes; at most %d are read.", index.size(), Limits.SHARD_INDEX);
    }
    ByteBuffer bytes = index.read(0, index.size(), "the index");
    try (JsonParser json =
        StrictJson.parser(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString())) {
      Map<String, String> map = new LinkedHashMap<>();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw index.unusable("is not the index of a sharded checkpoint.");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("weight_map") && value == JsonToken.START_OBJECT) {
          readMap(index, json, map);
        } else {
          json.skipChildren();
        }
      }
      if (map.isEmpty() || json.nextToken() != null) {
        throw index.unusable("is not the index of a sharded checkpoint: it has no \"weight_map\".");
      }
      return map;
    } catch (IOException e) {
      throw index.unusable(e, "is not a sound index of a checkpoint (%s).", StrictJson.reason(e));
    }
  }

  private static void readMap(SourceFile index, JsonParser json, Map<String, String> map)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String tensor = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_STRING || !isPlainName(json.getText())) {
        throw index.unusable(
            "puts the tensor %s into %s; only files beside the index are read.",
            Quoted.of(tensor), Quoted.of(String.valueOf(json.getText())));
      }
      map.put(tensor, json.getText());
      if (map.size() > Limits.TENSORS) {
        throw index.unusable("names more than %d tensors.", Limits.TENSORS);
      }
    }
  }

  /** A name that stays in its folder on every system. */
  private static boolean isPlainName(String name) {
    return name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");
  }
}
