package org.stratigraph.download;

import java.util.OptionalLong;

/** Is told how far a download is. May throw to end it; what was received is then kept. */
@FunctionalInterface
public interface DownloadListener {
  /**
   * Some bytes more, or none yet.
   *
   * @param received bytes that are there, also from earlier attempts
   * @param total bytes of the whole file, where the server says so
   */
  void received(long received, OptionalLong total);
}
