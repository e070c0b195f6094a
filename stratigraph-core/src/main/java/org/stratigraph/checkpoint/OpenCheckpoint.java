package org.stratigraph.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.tensor.NamedTensors;
import org.stratigraph.tensor.Tensor;

/**
 * A checkpoint whose tensors are read one by one, for files that should not be in memory as a
 * whole. Of a Keras file the whole is read when it is opened. Tensors may be read by several
 * threads at the same time.
 */
public final class OpenCheckpoint implements NamedTensors {
  private final Path source;
  private final String format;
  private final Map<String, StoredTensor> tensors;
  private final List<String> notes;
  private final List<SourceFile> files;

  OpenCheckpoint(
      Path source,
      String format,
      Map<String, StoredTensor> tensors,
      List<String> notes,
      List<SourceFile> files) {
    this.source = source;
    this.format = format;
    this.tensors = tensors;
    this.notes = List.copyOf(notes);
    this.files = List.copyOf(files);
  }

  /** The file that was opened. */
  public Path source() {
    return source;
  }

  /** As {@link Checkpoint#format()}. */
  public String format() {
    return format;
  }

  /** As {@link Checkpoint#notes()}. */
  public List<String> notes() {
    return notes;
  }

  @Override
  public Map<String, Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> entries.put(name, new Entry(tensor.type(), tensor.shape())));
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public Tensor read(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return tensor.reader().get();
  }

  /** Keras has the outputs of a kernel in its last axis. */
  @Override
  public boolean outputsLast() {
    return format.equals("keras-h5");
  }

  /** Reads everything. */
  Checkpoint readAll() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> all.put(name, tensor.reader().get()));
    files.forEach(SourceFile::checkUnchanged);
    return new Checkpoint(source, format, all, notes);
  }

  @Override
  public void close() {
    files.forEach(SourceFile::close);
  }
}
