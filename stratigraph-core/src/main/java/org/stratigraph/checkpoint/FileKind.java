package org.stratigraph.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file is, from its first bytes. */
enum FileKind {
  PYTORCH_ZIP,
  PYTORCH_LEGACY;

  private static final int HEAD = 512;

  /**
   * The kind of a checkpoint.
   *
   * @throws org.stratigraph.UnusableInputException if it is none; the message says what it is
   */
  static FileKind of(SourceFile file) {
    byte[] head = file.head(HEAD);
    if (head.length == 0) {
      throw file.unusable("is empty; a checkpoint was expected.");
    }
    if (begins(head, "PK\003\004") || begins(head, "PK\005\006")) {
      return PYTORCH_ZIP;
    }
    if (head[0] == (byte) 0x80 && head.length > 1 && head[1] <= 5) {
      return PYTORCH_LEGACY;
    }
    throw file.unusable("is %s, not a checkpoint.", describe(head));
  }

  private static String describe(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String lower = text.stripLeading().toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype") || lower.startsWith("<html")) {
      return "an HTML page (a download page or an error message)";
    }
    if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer (fetch the real file with git lfs pull)";
    }
    return "of an unknown kind";
  }

  private static boolean begins(byte[] head, String magic) {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith(magic);
  }
}
