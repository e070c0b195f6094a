package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stratigraph.download.ZooCache;
import picocli.CommandLine.Option;

/** Where networks of the zoo are kept. */
final class ZooOptions {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keep downloaded networks in DIR. Default: the user's cache folder, such as"
              + " ~/.cache/stratigraph/zoo.")
  private Optional<Path> folder = Optional.empty();

  ZooCache cache() {
    return folder.map(ZooCache::new).orElseGet(ZooCache::ofUser);
  }
}
