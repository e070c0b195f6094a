package org.stratigraph.evaluation;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.UnusableInputException;

/**
 * What networks are evaluated or trained on.
 *
 * @param cuda the number of an NVIDIA GPU, from 0, as the CUDA driver counts them; empty for the
 *     processor
 * @param tf32 whether the GPU may round the factors of products to TensorFloat-32, which has 10
 *     bits of precision after the first where float32 has 23: faster, and further from what a
 *     processor computes
 */
public record Device(OptionalInt cuda, boolean tf32) {
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  public Device {
    if (cuda.isPresent() && cuda.getAsInt() < 0) {
      throw new IllegalArgumentException("a device has a number from 0: " + cuda.getAsInt());
    }
    if (tf32 && cuda.isEmpty()) {
      throw new IllegalArgumentException("a processor has no TensorFloat-32");
    }
  }

  /** The processor. */
  public static Device cpu() {
    return new Device(OptionalInt.empty(), false);
  }

  /** A GPU that computes in float32 throughout. */
  public static Device cuda(int number) {
    return new Device(OptionalInt.of(number), false);
  }

  /**
   * The device of a name: {@code cpu}, {@code cuda} for the first GPU, {@code cuda:1} for the
   * second.
   *
   * @param tf32 whether a GPU may use TensorFloat-32
   * @throws UnusableInputException if there is no such name, or the processor is to use
   *     TensorFloat-32
   */
  public static Device parse(String name, boolean tf32) {
    Matcher cuda = CUDA.matcher(name);
    if (cuda.matches()) {
      String number = cuda.group(1);
      return new Device(OptionalInt.of(number == null ? 0 : Integer.parseInt(number)), tf32);
    }
    if (!name.equals("cpu")) {
      throw new UnusableInputException(
          "--device %s is not known. There are cpu, cuda and cuda:N, with N from 0 to 999."
              .formatted(name));
    }
    if (tf32) {
      throw new UnusableInputException("--allow-tf32 is for GPUs; give --device cuda too.");
    }
    return cpu();
  }

  /** Whether it is a GPU. */
  public boolean isCuda() {
    return cuda.isPresent();
  }

  /** The name that {@link #parse} takes: {@code cpu}, {@code cuda:0}. */
  public String name() {
    return cuda.isPresent() ? "cuda:" + cuda.getAsInt() : "cpu";
  }

  /** For provenance: {@code CPU}, {@code cuda:0}, {@code cuda:0 with TensorFloat-32}. */
  public String description() {
    return isCuda() ? name() + (tf32 ? " with TensorFloat-32" : "") : "CPU";
  }
}
