package org.stratigraph.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import org.apache.spark.broadcast.Broadcast;
import org.stratigraph.UnusableInputException;
import org.stratigraph.cli.Assignment;
import org.stratigraph.file.AtomicFile;
import scala.reflect.ClassTag$;

/** A network's file on its way to executors that do not find it on a shared storage. */
final class SentNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where networks come from, for executors: {@code shared} or {@code sent}. */
  static final String NETWORKS = "spark.stratigraph.networks";

  /** Bytes that one array, and so one broadcast, can hold. */
  static final long MOST_BYTES = 2_000L << 20;

  private final String name;
  private final Broadcast<byte[]> bytes;

  private SentNetwork(String name, Broadcast<byte[]> bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * Sends the network of an assignment.
   *
   * @param most bytes that it may have
   * @throws UnusableInputException if it is no single file, is larger or cannot be read
   */
  static SentNetwork of(SparkContext context, Assignment assignment, long most) {
    Path file = Path.of(assignment.command().get(0));
    Path name = file.getFileName();
    if (name == null || !Files.isRegularFile(file)) {
      throw new UnusableInputException(
          "%s is a folder, and only single files can be sent to executors; put it where all machines find it, without %s=sent."
              .formatted(file, NETWORKS));
    }
    try {
      long size = Files.size(file);
      if (size > most) {
        throw new UnusableInputException(
            "%s has %d MiB, and at most %d MiB can be broadcast; put it where all machines find it, without %s=sent."
                .formatted(file, size >> 20, most >> 20, NETWORKS));
      }
      return new SentNetwork(
          name.toString(),
          context.broadcast(Files.readAllBytes(file), ClassTag$.MODULE$.apply(byte[].class)));
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s cannot be read (%s).".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * The assignment with the network where it lies on this executor, written there the first time.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  Assignment here(Assignment assignment) {
    String hash = assignment.identity().getOrDefault("network (sha256)", "network");
    Path folder = Path.of(SparkFiles.getRootDirectory()).resolve("networks").resolve(hash);
    Path file = folder.resolve(name);
    synchronized (SentNetwork.class) {
      if (!Files.exists(file)) {
        write(folder, file);
      }
    }
    List<String> command = new ArrayList<>(assignment.command());
    command.set(0, file.toString());
    return new Assignment(command, assignment.identity());
  }

  private void write(Path folder, Path file) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AtomicFile.write(file, out -> Files.write(out, bytes.value()));
  }

  /** Lets the executors' copies in memory go. */
  void forget() {
    bytes.destroy();
  }
}
