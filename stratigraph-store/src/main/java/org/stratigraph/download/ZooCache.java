package org.stratigraph.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.file.IoReason;
import org.stratigraph.zoo.ZooCheckpoint;
import org.stratigraph.zoo.ZooFile;
import org.stratigraph.zoo.ZooNetwork;

/**
 * A folder of published networks: {@code ID.safetensors} for each, with its architecture's own
 * names. A file that cannot be downloaded may be put into the folder {@code ID} by hand, under the
 * name that the message says.
 *
 * @param folder made where it is missing
 */
public record ZooCache(Path folder) {
  /** The user's own: where the system keeps what can be had again. */
  public static ZooCache ofUser() {
    return new ZooCache(
        userCache(
                System.getProperty("os.name", ""),
                System.getProperty("user.home", "."),
                System::getenv)
            .resolve("stratigraph")
            .resolve("zoo"));
  }

  /** The folder for caches of a system; the variables as {@link System#getenv} gives them. */
  static Path userCache(String system, String home, Function<String, @Nullable String> variables) {
    String lower = system.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return absolute(variables, "LOCALAPPDATA").orElse(Path.of(home, "AppData", "Local"));
    }
    return lower.startsWith("mac")
        ? Path.of(home, "Library", "Caches")
        : absolute(variables, "XDG_CACHE_HOME").orElse(Path.of(home, ".cache"));
  }

  private static Optional<Path> absolute(
      Function<String, @Nullable String> variables, String name) {
    return Optional.ofNullable(variables.apply(name))
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }

  /** The network's file, if it is here. */
  public Optional<Path> find(ZooNetwork network) {
    Path file = folder.resolve(network.fileName());
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /**
   * The network's file; downloaded and assembled where it is not here.
   *
   * @throws DownloadException if it cannot be had
   * @throws UnusableInputException if what was downloaded is not that network, or the folder cannot
   *     be written
   */
  public Path fetch(ZooNetwork network, Downloader downloader, DownloadListener listener) {
    Optional<Path> there = find(network);
    if (there.isPresent()) {
      return there.get();
    }
    Path own = folder.resolve(network.id());
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new UnusableInputException(
          "The cache %s cannot be written (%s); choose another with --cache."
              .formatted(folder, IoReason.of(e)),
          e);
    }
    List<Path> files = new ArrayList<>();
    List<Path> downloaded = new ArrayList<>();
    for (ZooFile file : network.files()) {
      Path target = own.resolve(file.name());
      if (!Files.isRegularFile(target)) {
        downloader.fetch(
            new DownloadRequest(
                file.address(), target, file.sha256(), file.size(), byHand(file, target)),
            listener);
        downloaded.add(target);
      }
      files.add(target);
    }
    Path assembled = folder.resolve(network.fileName());
    try {
      SafetensorsFile.write(assembled, ZooCheckpoint.read(network, files));
    } finally {
      // Also if it is not that network: the next try then begins anew.
      remove(downloaded, own);
    }
    return assembled;
  }

  private static String byHand(ZooFile file, Path target) {
    return "Download it in a browser from %s, save it as %s and try again."
        .formatted(file.page().orElse(file.address().toString()), target);
  }

  /** What was only needed on the way; what a person put there stays. */
  private static void remove(List<Path> downloaded, Path own) {
    try {
      for (Path file : downloaded) {
        Files.deleteIfExists(file);
      }
      try (Stream<Path> left = Files.list(own)) {
        if (left.findAny().isPresent()) {
          return;
        }
      }
      Files.deleteIfExists(own);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tidy up " + own + ": " + IoReason.of(e) + ".", e);
    }
  }
}
