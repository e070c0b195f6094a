package org.stratigraph.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityAnalysis;
import org.stratigraph.criticality.Portion;
import org.stratigraph.criticality.PortionMeter;
import org.stratigraph.data.ImageRange;
import org.stratigraph.data.Images;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A run of another process, opened here to measure portions of it: network, images, plan.
 * Thread-safe.
 */
public final class Workplace implements AutoCloseable {
  private final OpenedCriticality opened;
  private final CriticalityAnalysis analysis;
  private final String pixels;

  private Workplace(OpenedCriticality opened, CriticalityAnalysis analysis) {
    this.opened = opened;
    this.analysis = analysis;
    this.pixels =
        String.join(
            "\n",
            opened.images().source(),
            opened.images().preprocessing(),
            opened.sha256OfSamples(),
            Integer.toString(analysis.plan().sweep().chunkBytes()));
  }

  /**
   * Opens what another process wants measured.
   *
   * @param threads with which each portion is measured
   * @throws UnusableInputException if something is not here, or not the same as there; the message
   *     says what
   */
  public static Workplace open(Assignment assignment, int threads) {
    String version = assignment.identity().getOrDefault(Version.PART, "");
    if (!version.equals(Version.number())) {
      throw new UnusableInputException(
          "Here is Stratigraph %s, and %s is asked for; install one version everywhere, and no copy of it among Spark's own libraries."
              .formatted(Version.number(), version));
    }
    CriticalityCommand command = new CriticalityCommand(Quiet.terminal());
    try {
      new CommandLine(command)
          .setExpandAtFiles(false)
          .parseArgs(assignment.command().toArray(String[]::new));
    } catch (ParameterException e) {
      throw new UnusableInputException("The assignment cannot be read: " + e.getMessage() + ".", e);
    }
    OpenedCriticality opened = command.open(threads);
    boolean done = false;
    try {
      String chunk = assignment.identity().getOrDefault(RunIdentities.CHUNK, "");
      var options = command.options(opened, OptionalInt.of(Integer.parseInt(chunk)));
      CriticalityAnalysis analysis = opened.plan(options);
      requireSame(assignment.identity(), opened.identity(analysis.plan(), options));
      done = true;
      return new Workplace(opened, analysis);
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  private static void requireSame(Map<String, String> there, Map<String, String> here) {
    List<String> differences = new ArrayList<>();
    there.forEach(
        (part, value) -> {
          String own = here.getOrDefault(part, "");
          if (!own.equals(value)) {
            differences.add("%s is %s, not %s".formatted(part, own, value));
          }
        });
    if (!differences.isEmpty()) {
      throw new UnusableInputException(
          "What is here is not what the run was planned with: %s; give all machines the same files."
              .formatted(String.join("; ", differences)));
    }
  }

  /** Decoded images of a chunk; the pixels are only read. */
  public record Pixels(Images.Chunk images, ByteBuffer bytes) {}

  /**
   * Decodes the images of a portion.
   *
   * @throws UnusableInputException as {@link Images#load}
   */
  public Pixels decode(Portion portion) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(analysis.plan().sweep().chunkBytes())
            .order(ByteOrder.nativeOrder());
    ImageRange range = analysis.plan().images(portion.blocks());
    return new Pixels(opened.images().load(range.from(), range.to(), bytes.asFloatBuffer()), bytes);
  }

  /** What portions have in common that are measured on the same pixels, be it in two runs. */
  public String pixels(Portion portion) {
    return pixels + '\n' + analysis.plan().images(portion.blocks());
  }

  /** A meter for one thread. */
  public PortionMeter meter() {
    return analysis.meter();
  }

  @Override
  public void close() {
    analysis.close();
    opened.close();
  }
}
