package org.stratigraph.zoo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A published network.
 *
 * @param id such as {@code tv_resnet50}
 * @param name what the paper calls it
 * @param category of training method
 * @param accuracy ImageNet top-1 as published, a fraction; empty where unknown
 * @param tags further facts by name, such as {@code eps} to {@code 2}
 * @param architecture a name that {@link org.stratigraph.architecture.Architectures} knows
 * @param normalised whether its images are normalised by ImageNet's mean and deviation; otherwise
 *     they stay in [0, 1]
 * @param layout how its files make one network
 * @param files where they lie: one, or for {@link ZooLayout#TRUNK_AND_HEAD} two; never empty
 */
public record ZooNetwork(
    String id,
    String name,
    String category,
    OptionalDouble accuracy,
    Map<String, String> tags,
    String architecture,
    boolean normalised,
    ZooLayout layout,
    List<ZooFile> files) {
  public ZooNetwork {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    files = List.copyOf(files);
  }

  /** The name of the assembled network's file. */
  public String fileName() {
    return id + ".safetensors";
  }
}
