package org.stratigraph.study;

import java.nio.file.Path;

/** Where a network of a study comes from. */
public sealed interface NetworkOrigin {
  /**
   * A file or folder that holds it. Whether it is there is seen when its turn comes.
   *
   * @param path resolved against the study's folder
   */
  record Stored(Path path) implements NetworkOrigin {}

  /**
   * A network of the zoo, downloaded where it is not in the cache yet.
   *
   * @param id of a network that the zoo has
   */
  record FromZoo(String id) implements NetworkOrigin {}

  /**
   * A network that the study trains.
   *
   * @param training how
   */
  record Trained(StudyTraining training) implements NetworkOrigin {}
}
