package org.stratigraph.study;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Networks to be measured alike, on the same images and by the same protocol.
 *
 * @param name what the reader should call it
 * @param source the file that it was read from, or {@code builtin:NAME}
 * @param networks in the order in which they are measured; no two ids are equal, not even in
 *     another case, because each network has a folder of its own
 * @param images on which all are measured
 * @param preparation of the images, where a network does not say otherwise
 * @param protocol by which all are measured
 */
public record Study(
    String name,
    String source,
    List<StudyNetwork> networks,
    StudyImages images,
    ImagePreparation preparation,
    StudyProtocol protocol) {
  /**
   * @throws IllegalArgumentException if two networks have one id
   */
  public Study {
    networks = List.copyOf(networks);
    Set<String> ids = new HashSet<>();
    for (StudyNetwork network : networks) {
      if (!ids.add(network.id().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two networks named " + network.id());
      }
    }
  }

  /** The same study on other images. */
  public Study withImages(StudyImages other) {
    return new Study(name, source, networks, other, preparation, protocol);
  }
}
