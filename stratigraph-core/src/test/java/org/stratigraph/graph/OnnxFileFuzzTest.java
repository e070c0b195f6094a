package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.TensorProto;

/**
 * Damaged models are read or refused: nothing else is thrown, and no declared size makes the reader
 * allocate more than a small multiple of the file.
 */
class OnnxFileFuzzTest {
  private static final long MOST_BYTES = 8 << 20;

  @TempDir Path folder;
  private byte[] model;

  /** A model of every message and storage form. */
  @BeforeEach
  void write() throws IOException {
    Files.write(folder.resolve("w.bin"), new byte[64]);
    TensorProto.Builder external =
        Messages.stored("conv.weight", 1, 2, 1, 2, 2)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    external.addExternalDataBuilder().setKey("location").setValue("w.bin");
    external.addExternalDataBuilder().setKey("offset").setValue("16");
    external.addExternalDataBuilder().setKey("length").setValue("32");
    GraphProto branch =
        GraphProto.newBuilder()
            .addNode(Messages.node("Neg", "", List.of("h"), "r"))
            .addOutput(Messages.value("r", 1))
            .build();
    GraphProto.Builder body =
        GraphProto.newBuilder()
            .setName("g")
            .addInput(Messages.value("x", 1, -1, 1, 4, 4))
            .addOutput(Messages.value("y", 1, -1, 2))
            .addInitializer(external)
            .addInitializer(Messages.stored("conv.bias", 10, 2).addInt32Data(1).addInt32Data(2))
            .addInitializer(Messages.stored("axes", 7, 1).addInt64Data(1))
            .addNode(
                Messages.node("Conv", "c", List.of("x", "conv.weight", "conv.bias"), "h")
                    .addAttribute(Messages.integer("group", 1)))
            .addNode(
                Messages.node("Constant", "", List.of(), "k")
                    .addAttribute(Messages.tensor("value", Messages.zeros("", 2, 2))))
            .addNode(Messages.node("MatMul", "m", List.of("h", "k"), "p"))
            .addNode(
                Messages.node("If", "i", List.of("p"), "q")
                    .addAttribute(Messages.graph("then_branch", branch)))
            .addNode(Messages.node("ReduceSum", "s", List.of("q", "axes"), "y"));
    model = Messages.model(body).build().toByteArray();
    assertThat(Layers.of(read(model)).layers()).hasSize(2);
  }

  private Graph read(byte[] bytes) throws IOException {
    return OnnxFile.read(Files.write(folder.resolve("model.onnx"), bytes));
  }

  private void readOrRefused(byte[] bytes, String what) throws IOException {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    try {
      Graph graph = read(bytes);
      Layers.of(graph);
      Costs.of(graph, Shapes.ofOneImage(graph));
      OnnxFile.toBytes(graph);
    } catch (UnusableInputException e) {
      assertThat(e.getMessage()).as(what).contains("model.onnx").doesNotContain("\n");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(what, e);
    }
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).as(what).isLessThan(MOST_BYTES);
  }

  @Test
  void truncatedAnywhere() throws IOException {
    for (int length = 0; length < model.length; length++) {
      readOrRefused(Arrays.copyOf(model, length), "the first " + length + " bytes");
    }
  }

  /** The lowest bit, one in the middle, and the one that makes a varint longer or shorter. */
  @Test
  void oneBitFlippedInAnyByte() throws IOException {
    for (int at = 0; at < model.length; at++) {
      for (int bit : new int[] {0, 3, 7}) {
        byte[] damaged = model.clone();
        damaged[at] ^= (byte) (1 << bit);
        readOrRefused(damaged, "bit " + bit + " of byte " + at + " flipped");
      }
    }
  }

  @Test
  void severalBytesReplaced() throws IOException {
    for (long seed = 0; seed < 600; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = model.clone();
      for (int i = random.nextInt(1, 8); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      readOrRefused(damaged, "seed " + seed);
    }
  }

  @Test
  void noise() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] noise = new byte[random.nextInt(1, 300)];
      random.nextBytes(noise);
      readOrRefused(noise, "seed " + seed);
    }
  }
}
