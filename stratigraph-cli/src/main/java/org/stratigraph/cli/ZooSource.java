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
  /** What was downloaded before. */
  ZooCache cache();

  /** The network's file, if nothing needs to be downloaded. */
  default Optional<Path> find(ZooNetwork network) {
    return cache().find(network);
  }

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
    return new Online(cache, new Downloader(DownloadOptions.defaults()), terminal);
  }

  /** The cache only. */
  static ZooSource cached(ZooCache cache) {
    return new Cached(cache);
  }

  /** Downloads. */
  record Online(ZooCache cache, Downloader downloader, Terminal terminal) implements ZooSource {
    @Override
    public Path get(ZooNetwork network, Interruption interruption) {
      try (DownloadProgress progress = new DownloadProgress(terminal, interruption, network.id())) {
        return cache.fetch(network, downloader, progress);
      }
    }
  }

  /** Does not. */
  record Cached(ZooCache cache) implements ZooSource {
    @Override
    public Path get(ZooNetwork network, Interruption interruption) {
      return find(network)
          .orElseThrow(
              () ->
                  new UnusableInputException(
                      "%s is not in %s, and nothing is to be downloaded; 'stratigraph zoo fetch %s' gets it."
                          .formatted(network.id(), cache.folder(), network.id())));
    }
  }
}
