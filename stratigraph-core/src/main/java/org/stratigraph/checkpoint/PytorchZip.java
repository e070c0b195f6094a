package org.stratigraph.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.stratigraph.Printable;
import org.stratigraph.checkpoint.PickleValue.Storage;

/**
 * The format that {@code torch.save} writes since PyTorch 1.6: a zip archive with one folder that
 * holds {@code data.pkl} and a file {@code data/KEY} for each storage.
 */
final class PytorchZip {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final SourceFile file;
  private final ZipArchive zip;
  private final String folder;

  private PytorchZip(SourceFile file, ZipArchive zip, String folder) {
    this.file = file;
    this.zip = zip;
    this.folder = folder;
  }

  /** Reads the archive's directory and its pickle, not its storages. */
  static PytorchContent read(SourceFile file) {
    ZipArchive zip = ZipArchive.open(file);
    PytorchZip reader = new PytorchZip(file, zip, folder(file, zip));
    reader.refuseCode();
    reader.checkByteOrder();
    PickleInput pickle = PickleInput.of(file, reader.entry("data.pkl", Limits.PICKLE_BYTES));
    PickleValue root = PickleInterpreter.read(pickle);
    if (pickle.remaining() > 0) {
      throw file.unusable(
          "%d bytes follow the pickle in data.pkl; weights hold nothing else.", pickle.remaining());
    }
    return new PytorchContent("pytorch-zip", root, reader::storage);
  }

  private static String folder(SourceFile file, ZipArchive zip) {
    List<String> folders = new ArrayList<>();
    for (String name : zip.entries().keySet()) {
      if (name.endsWith("/data.pkl") && name.indexOf('/') == name.length() - 9) {
        folders.add(name.substring(0, name.length() - 8));
      }
    }
    if (folders.size() == 1) {
      return folders.get(0);
    }
    if (!folders.isEmpty()) {
      throw file.unusable(
          "the zip archive holds several checkpoints: %s.", Printable.quoted(folders));
    }
    if (zip.entries().containsKey("model.weights.h5")) {
      throw file.unusable(
          "is a Keras 3 archive; save the weights alone, with"
              + " model.save_weights(\"name.weights.h5\").");
    }
    throw file.unusable(
        "is a zip archive without a PyTorch checkpoint (no data.pkl); it holds %s.",
        zip.entries().isEmpty() ? "nothing" : Printable.quoted(zip.entries().keySet()));
  }

  private void refuseCode() {
    for (String name : zip.entries().keySet()) {
      if (name.equals(folder + "constants.pkl") || name.startsWith(folder + "code/")) {
        throw file.unusable(
            "is a TorchScript program (it holds %s), not a set of weights. Load it in PyTorch and"
                + " save torch.save(model.state_dict(), \"weights.pth\"), or export it to ONNX.",
            Printable.quoted(name));
      }
    }
  }

  private void checkByteOrder() {
    if (zip.entries().containsKey(folder + "byteorder")) {
      String order = StandardCharsets.UTF_8.decode(entry("byteorder", 64)).toString().strip();
      if (!order.equals("little")) {
        throw file.unusable(
            "was saved with byte order %s; load and save it again on a little-endian machine.",
            Printable.quoted(order));
      }
    }
  }

  private ByteBuffer entry(String name, long limit) {
    ZipArchive.Entry entry = zip.entries().get(folder + name);
    if (entry == null) {
      throw file.unusable("the zip archive has no entry %s.", Printable.quoted(folder + name));
    }
    if (entry.size() > limit) {
      throw file.unusable(
          "the entry %s has %d bytes; at most %d are read.",
          Printable.quoted(folder + name), entry.size(), limit);
    }
    return zip.read(entry);
  }

  private ByteBuffer storage(Storage storage) {
    if (!KEY.matcher(storage.key()).matches()) {
      throw file.unusable(
          "the pickle names the unsafe storage %s.", Printable.quoted(storage.key()));
    }
    ByteBuffer bytes = entry("data/" + storage.key(), Limits.TENSOR_BYTES);
    long expected = StorageSize.bytes(file, storage);
    if (bytes.remaining() != expected) {
      throw file.unusable(
          "storage %s should have %d bytes (%d of %s), but the archive holds %d.",
          Printable.quoted(storage.key()),
          expected,
          storage.count(),
          storage.typeName(),
          bytes.remaining());
    }
    return bytes;
  }
}
