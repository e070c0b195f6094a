package org.stratigraph.hostile;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file that is to be refused, or read without harm.
 *
 * @param number of the case in docs/reliability.md
 * @param what it is, and where it is known from
 * @param generator the class that makes it
 * @param kind which reader it is meant for
 * @param content its bytes
 * @param beside further files of the same folder, by name
 * @param expected a part of what the refusal says; empty if the file is to be read
 */
public record HostileFile(
    int number,
    String what,
    String generator,
    Kind kind,
    byte[] content,
    Map<String, byte[]> beside,
    String expected) {
  /** The reader that a file is meant for, and the ending that it comes with. */
  public enum Kind {
    /** A PyTorch or Keras checkpoint. */
    CHECKPOINT(".pth"),
    /** A safetensors checkpoint. */
    SAFETENSORS(".safetensors"),
    /** The index of a checkpoint in parts. */
    INDEX(".index.json"),
    /** An ONNX model. */
    MODEL(".onnx"),
    /** Images: an archive of them. */
    IMAGES(".tar"),
    /** Images: IDX. */
    IDX("-images-idx3-ubyte"),
    /** Images: CIFAR. */
    CIFAR(".bin"),
    /** Images: NumPy. */
    ARRAY(".npy"),
    /** A list of images. */
    LIST(".txt"),
    /** A study. */
    STUDY(".yaml"),
    /** A table of published measurements. */
    TABLE(".csv"),
    /** A result of criticality. */
    RESULT(".json");

    private final String ending;

    Kind(String ending) {
      this.ending = ending;
    }
  }

  /** A file that is to be refused and stands alone. */
  public static HostileFile refused(
      int number, String what, Class<?> generator, Kind kind, byte[] content, String expected) {
    return new HostileFile(
        number, what, generator.getSimpleName(), kind, content, Map.of(), expected);
  }

  /** A file that is to be read. */
  public static HostileFile read(
      int number, String what, Class<?> generator, Kind kind, byte[] content) {
    return refused(number, what, generator, kind, content, "");
  }

  /** The same with other files in its folder. */
  public HostileFile with(Map<String, byte[]> others) {
    return new HostileFile(number, what, generator, kind, content, others, expected);
  }

  /** The name of its file: number, words of what it is, and the ending. */
  public String fileName() {
    String words = what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String head = words.length() > 50 ? words.substring(0, 50) : words;
    return "%02d-%s%s".formatted(number, head.replaceAll("^-|-$", ""), kind.ending);
  }

  /** Whether the file is to be refused. */
  public boolean isRefused() {
    return !expected.isEmpty();
  }

  /** Its name, for messages of tests. */
  @Override
  public String toString() {
    return fileName();
  }

  /** All of them, in the order of the cases. */
  public static List<HostileFile> inOrder(List<HostileFile> files) {
    return files.stream()
        .sorted(
            java.util.Comparator.comparingInt(HostileFile::number)
                .thenComparing(HostileFile::fileName))
        .toList();
  }
}
