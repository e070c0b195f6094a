package org.stratigraph.study;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A network of a study.
 *
 * @param id unique in the study
 * @param name what the reader should call it; the id where nothing better is known
 * @param category of training method; empty where unknown
 * @param accuracy top-1 on the network's own task, a fraction; empty where unknown
 * @param tags further facts by name; in the order given
 * @param architecture the checkpoint's; empty where the file says it
 * @param output the output to measure; empty for the first
 * @param initial the weights from before training, for resets to them; empty where there are none,
 *     or the network's own directory has them
 * @param origin where the network comes from
 * @param preparation of its images, on top of the study's
 */
public record StudyNetwork(
    String id,
    String name,
    Optional<String> category,
    OptionalDouble accuracy,
    Map<String, String> tags,
    Optional<String> architecture,
    Optional<String> output,
    Optional<Path> initial,
    NetworkOrigin origin,
    ImagePreparation preparation) {
  public StudyNetwork {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }
}
