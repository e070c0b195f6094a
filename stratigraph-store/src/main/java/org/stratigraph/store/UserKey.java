package org.stratigraph.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A random number that only this user can read, by which the program knows what it wrote itself
 * from what a directory brought along: HMAC-SHA256 under it proves the one, and nobody can make it
 * for the other.
 */
public final class UserKey {
  private static final int BYTES = 32;

  private final byte[] key;

  private UserKey(byte[] key) {
    this.key = key;
  }

  /**
   * The user's key, made on first use: {@code stratigraph/key} below {@code XDG_STATE_HOME}, by
   * default {@code .local/state} in the home directory. Empty if there is no such place, or others
   * can read or write the file.
   */
  public static Optional<UserKey> ofUser() {
    String state = System.getenv("XDG_STATE_HOME");
    String home = System.getProperty("user.home", "");
    if (state != null && Path.of(state).isAbsolute()) {
      return in(Path.of(state, "stratigraph"));
    }
    return home.isEmpty() || !Files.isDirectory(Path.of(home))
        ? Optional.empty()
        : in(Path.of(home, ".local", "state", "stratigraph"));
  }

  /** The key in a folder, which is made if it is not there; otherwise as {@link #ofUser}. */
  public static Optional<UserKey> in(Path folder) {
    Path file = folder.resolve("key");
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(folder);
        make(file);
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || isOpenToOthers(file)) {
        return Optional.empty();
      }
      byte[] key = HexFormat.of().parseHex(Files.readString(file, StandardCharsets.US_ASCII));
      return key.length == BYTES ? Optional.of(new UserKey(key)) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Written aside and linked, so that two programs that make it at once agree on one. */
  private static void make(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path aside = Files.createTempFile(file.getParent(), "key", ".tmp", ownerOnly(file));
    try {
      Files.writeString(aside, HexFormat.of().formatHex(key), StandardOpenOption.WRITE);
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException e) {
      // Another program was first; its key is as good.
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    Set<PosixFilePermission> owner =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)}
        : new FileAttribute<?>[0];
  }

  private static boolean isOpenToOthers(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream()
        .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
  }

  /** A proof, in hex, that a list of texts was written under this key. */
  String proof(List<String> texts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // The length first, so that no two lists of texts give the same bytes.
        mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        mac.update(bytes);
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Whether a proof is that of these texts. */
  boolean proves(List<String> texts, String proof) {
    return MessageDigest.isEqual(
        proof(texts).getBytes(StandardCharsets.US_ASCII), proof.getBytes(StandardCharsets.UTF_8));
  }
}
