package org.stratigraph.checkpoint;

/**
 * A PyTorch file of either format: what its pickle describes, and its storages, still unread.
 *
 * @param format {@code pytorch-zip} or {@code pytorch-legacy}
 * @param root the pickled object
 * @param storages reads the elements
 */
record PytorchContent(String format, PickleValue root, StorageReader storages) {}
