package org.stratigraph.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.Images;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Sample;
import org.stratigraph.data.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stratigraph shapes}: the built-in images for programs that are not this one. */
@Command(
    name = "shapes",
    header = "Write the built-in image set as NumPy files, to train networks elsewhere.",
    description = {
      "",
      "Writes images.npy (uint8, images x 32 x 32 x RGB) and labels.npy (int64) into a folder, which"
          + " --data understands too. The images are drawn by the program, the same ones on every"
          + " machine.",
    },
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  stratigraph shapes --split train --images 10000 --out shapes-train")
final class ShapesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "train (50,000 images) or test (10,000). Default: ${DEFAULT-VALUE}.")
  private String split = "";

  @Option(names = "--images", paramLabel = "N", description = "N images of it. Default: all.")
  private int images = Integer.MAX_VALUE;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder; made if it is not there.")
  private Path out = Path.of("");

  ShapesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    DataSet data = DataSets.open(source(), DataSetOptions.defaults());
    if (images < 1) {
      throw new UnusableInputException("--images " + images + " must be at least 1.");
    }
    List<Sample> samples =
        Selection.of(data, OptionalInt.empty(), 0).samples().stream().limit(images).toList();
    Files.createDirectories(out);
    Path pixels = out.resolve("images.npy");
    Path labels = out.resolve("labels.npy");
    OutputFile.check("--out", pixels);
    writeImages(data, samples, pixels);
    writeLabels(samples, labels);
    terminal.note("Wrote " + pixels);
    terminal.note("Wrote " + labels);
    return ExitStatus.DONE;
  }

  private String source() {
    return switch (split) {
      case "test" -> "builtin:shapes";
      case "train" -> "builtin:shapes-train";
      default ->
          throw new UnusableInputException(
              "--split " + split + " is not known. There are train and test.");
    };
  }

  private static void writeImages(DataSet data, List<Sample> samples, Path file)
      throws IOException {
    Preprocessing levels = Preprocessing.named("none");
    try (Images loader = ImageLoader.of(data, samples, levels, LoaderOptions.defaults());
        OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      stream.write(header("|u1", samples.size() + ", 32, 32, 3"));
      int channels = Math.toIntExact(loader.shape().extent(0));
      int plane = Math.toIntExact(loader.shape().elementCount()) / channels;
      FloatBuffer one = FloatBuffer.allocate(channels * plane);
      for (int i = 0; i < samples.size(); i++) {
        loader.load(i, i + 1, one);
        for (int p = 0; p < channels * plane; p++) {
          // Channels last, as image programs have them.
          stream.write(Math.round(one.get(p % channels * plane + p / channels) * 255));
        }
      }
    }
  }

  private static void writeLabels(List<Sample> samples, Path file) throws IOException {
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      stream.write(header("<i8", samples.size() + ","));
      for (Sample sample : samples) {
        long label = sample.label().orElse(-1);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
          stream.write((int) (label >> shift));
        }
      }
    }
  }

  /** Version 1.0 of the format: magic, header length, a Python dictionary filled up to 64 bytes. */
  private static byte[] header(String type, String shape) {
    String text =
        String.format(
            Locale.ROOT, "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", type, shape);
    int length = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
    String padded = text + " ".repeat(length - text.length() - 1) + "\n";
    return ("\u0093NUMPY\u0001\u0000" + (char) (length & 0xff) + (char) (length >> 8) + padded)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
