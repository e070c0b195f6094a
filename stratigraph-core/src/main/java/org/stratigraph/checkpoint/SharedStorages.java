package org.stratigraph.checkpoint;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.stratigraph.checkpoint.PickleValue.Storage;
import org.stratigraph.checkpoint.PickleValue.View;

/**
 * Reads storages for tensors that are wanted one by one. A storage that several of them lie in is
 * kept for as long as memory allows; without that, a file with all its tensors in one storage would
 * be read once for each. Thread-safe.
 */
final class SharedStorages implements StorageReader {
  private final StorageReader reader;
  private final Map<String, Long> uses;
  private final Map<String, SoftReference<ByteBuffer>> kept = new ConcurrentHashMap<>();

  SharedStorages(StorageReader reader, Collection<View> views) {
    this.reader = reader;
    this.uses =
        views.stream()
            .collect(Collectors.groupingBy(v -> v.storage().key(), Collectors.counting()));
  }

  @Override
  public ByteBuffer read(Storage storage) {
    if (uses.getOrDefault(storage.key(), 0L) < 2) {
      return reader.read(storage);
    }
    SoftReference<ByteBuffer> reference = kept.get(storage.key());
    ByteBuffer known = reference == null ? null : reference.get();
    if (known != null) {
      return known;
    }
    ByteBuffer bytes = reader.read(storage);
    kept.put(storage.key(), new SoftReference<>(bytes));
    return bytes;
  }
}
