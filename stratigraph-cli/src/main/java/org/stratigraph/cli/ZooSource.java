package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.download.DownloadOptions;
import org.stratigraph.download.Downloader;
import org.stratigraph.download.ZooCache;
import org.stratigraph.zoo.ZooNetwork;

/** Where a command gets networks of the zoo from. */
interface ZooSource {
  /** The network's file, if nothing needs to be downloaded. */
  Optional<Path> find(ZooNetwork network);

  /**
   * The network's file.
   *
   * @throws org.stratigraph.download.DownloadException if it cannot be had
   * @throws UnusableInputException if it cannot be had without a download and that is not wanted
   * @throws Interrupted if the user asked for an end; what was received is kept
   */
  Path get(ZooNetwork network, Interruption interruption);

  /** The cache, and the internet for what is not in it. */
  static ZooSource online(ZooCache cache, Terminal terminal) {
    Downloader downloader = new Downloader(DownloadOptions.defaults());
    return new ZooSource() {
      @Override
      public Optional<Path> find(ZooNetwork network) {
        return cache.find(network);
      }

      @Override
      public Path get(ZooNetwork network, Interruption interruption) {
        try (DownloadProgress progress =
            new DownloadProgress(terminal, interruption, network.id())) {
          return cache.fetch(network, downloader, progress);
        }
      }
    };
  }

  /** The cache only. */
  static ZooSource cached(ZooCache cache) {
    return new ZooSource() {
      @Override
      public Optional<Path> find(ZooNetwork network) {
        return cache.find(network);
      }

      @Override
      public Path get(ZooNetwork network, Interruption interruption) {
        return find(network)
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "%s is not in %s, and nothing is to be downloaded; 'stratigraph zoo fetch %s' gets it."
                            .formatted(network.id(), cache.folder(), network.id())));
      }
    };
  }
}
