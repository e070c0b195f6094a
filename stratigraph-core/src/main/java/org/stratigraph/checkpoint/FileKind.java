package org.stratigraph.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.stratigraph.Printable;

/** What a file is, from its first bytes. */
enum FileKind {
  PYTORCH_ZIP,
  PYTORCH_LEGACY,
  SAFETENSORS,
  SAFETENSORS_INDEX,
  KERAS_H5;

  private static final int HEAD = 4096;
  private static final String HDF5 = "\u0089HDF\r\n\u001a\n";

  /** First bytes of files that are often taken for a checkpoint. */
  private static final List<Known> KNOWN =
      List.of(
          new Known("\u0089PNG\r\n", "a PNG image"),
          new Known("\u00ff\u00d8\u00ff", "a JPEG image"),
          new Known("GIF8", "a GIF image"),
          new Known("%PDF", "a PDF document"),
          new Known("\u001f\u008b", "a gzip archive; unpack it first"),
          new Known("BZh", "a bzip2 archive; unpack it first"),
          new Known("\u00fd7zXZ", "an xz archive; unpack it first"),
          new Known("7z\u00bc\u00af", "a 7z archive; unpack it first"),
          new Known("Rar!", "a RAR archive; unpack it first"),
          new Known("\u0093NUMPY", "a NumPy array"),
          new Known("GGUF", "a GGUF file, whose weights are quantised"),
          new Known(
              "L119547037146038801333356L",
              "a PyTorch file of pickle protocol 0; save it"
                  + " again with torch.save(model.state_dict(), \"weights.pth\")"),
          new Known(
              "version https://git-lfs",
              "a Git LFS pointer, not the file it stands for; fetch that with \"git lfs pull\""));

  private record Known(String magic, String description) {}

  /**
   * The kind of a checkpoint.
   *
   * @throws org.stratigraph.UnusableInputException if it is none; the message says what it is
   */
  static FileKind of(SourceFile file) {
    if (file.size() == 0) {
      throw file.unusable("is empty; a checkpoint was expected.");
    }
    String head = new String(file.head(HEAD), StandardCharsets.ISO_8859_1);
    if (head.startsWith("PK\u0003\u0004") || head.startsWith("PK\u0005\u0006")) {
      return PYTORCH_ZIP;
    }
    if (head.startsWith(HDF5)) {
      return KERAS_H5;
    }
    if (head.length() > 1 && head.charAt(0) == 0x80 && head.charAt(1) <= 5) {
      return PYTORCH_LEGACY;
    }
    for (Known known : KNOWN) {
      if (head.startsWith(known.magic)) {
        throw file.unusable("is %s. A checkpoint was expected.", known.description);
      }
    }
    if (isSafetensors(file, head)) {
      return SAFETENSORS;
    }
    if ((head.stripLeading().startsWith("{") && head.contains("\"weight_map\""))
        || extension(file, ".index.json")) {
      return SAFETENSORS_INDEX;
    }
    throw file.unusable("is %s. A checkpoint was expected.", describe(head));
  }

  private static boolean isSafetensors(SourceFile file, String head) {
    boolean header = head.length() > 8 && head.charAt(8) == '{';
    boolean text = head.chars().limit(8).allMatch(c -> c >= ' ' && c < 0x7f);
    return (header && !text) || (extension(file, ".safetensors") && !looksLikeHtml(head));
  }

  private static boolean extension(SourceFile file, String extension) {
    return file.path().toString().toLowerCase(Locale.ROOT).endsWith(extension);
  }

  private static boolean looksLikeHtml(String head) {
    String start = head.strip().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml");
  }

  private static String describe(String head) {
    if (looksLikeHtml(head)) {
      return "an HTML page, perhaps an error message or a page that asks to confirm a download";
    }
    if (head.length() > 262 && head.startsWith("ustar", 257)) {
      return "a tar archive: either of PyTorch's oldest format, which must be loaded and saved"
          + " again with PyTorch, or of files to be unpacked first";
    }
    if (head.length() > 2 && head.charAt(0) == 0x08 && head.charAt(1) < 0x20) {
      return "probably an ONNX model, which is a network and no checkpoint: give it in place of"
          + " the architecture";
    }
    if (head.chars().allMatch(c -> c == 0)) {
      return "made of zero bytes, as an interrupted download leaves it";
    }
    if (head.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t')) {
      return "a text file that begins with "
          + Printable.quoted(head.lines().findFirst().orElse(""));
    }
    return "of no known kind (PyTorch, safetensors and Keras .h5 are read)";
  }
}
