package org.stratigraph.cli;

import java.util.Locale;
import java.util.OptionalLong;
import org.stratigraph.download.DownloadListener;

/** Shows how far a download is, and ends it when the user wants that. Not thread-safe. */
final class DownloadProgress implements DownloadListener, AutoCloseable {
  private static final double MEGABYTE = 1e6;

  private final Terminal terminal;
  private final Interruption interruption;
  private final String name;
  private ProgressLine line;
  private long before = -1;
  private long last = Long.MAX_VALUE;

  DownloadProgress(Terminal terminal, Interruption interruption, String name) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.name = name;
    this.line = new ProgressLine(terminal, System::nanoTime);
  }

  /**
   * {@inheritDoc}
   *
   * @throws Interrupted if the user asked for an end
   */
  @Override
  public void received(long received, OptionalLong total) {
    if (interruption.requested()) {
      throw new Interrupted();
    }
    if (received < last) {
      begin(received, total);
    }
    last = received;
    if (total.isPresent() && total.getAsLong() > before) {
      line.show(
          (double) (received - before),
          (double) (total.getAsLong() - before),
          String.format(
              Locale.ROOT,
              "%s, %.1f of %.1f MB",
              name,
              received / MEGABYTE,
              total.getAsLong() / MEGABYTE));
    }
  }

  /** Another file, or the same from the start: the time left is that of what is still to come. */
  private void begin(long received, OptionalLong total) {
    line.close();
    line = new ProgressLine(terminal, System::nanoTime);
    before = received;
    String size =
        total.isPresent()
            ? String.format(Locale.ROOT, ", %.1f MB", total.getAsLong() / MEGABYTE)
            : "";
    String there =
        received > 0 ? String.format(Locale.ROOT, ", %.1f MB are there", received / MEGABYTE) : "";
    terminal.note("Downloading " + name + size + there);
  }

  @Override
  public void close() {
    line.close();
  }
}
