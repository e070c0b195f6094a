package org.stratigraph.checkpoint;

/** Every bound that the readers of checkpoints keep, with its reason. */
final class Limits {
  /** Entries of a zip archive; a ResNet-152 with optimizer state has about 3,000. */
  static final int ZIP_ENTRIES = 100_000;

  /** Bytes that the entries of an archive may expand to, as a multiple of the file's size. */
  static final long ZIP_EXPANSION = 10;

  /** Expansion below this many bytes is never refused: small files of zeros compress well. */
  static final long ZIP_EXPANSION_FLOOR = 16L << 20;

  /** Copies of strided views below this many bytes are never refused. */
  static final long COPIES_FLOOR = 16L << 20;

  /** Bytes of one pickle; it describes the tensors and does not hold them. */
  static final long PICKLE_BYTES = 64L << 20;

  /** Opcodes of one pickle; a tensor takes about 40. */
  static final int PICKLE_STEPS = 4_000_000;

  /** Values on the stack of the pickle interpreter. */
  static final int PICKLE_STACK = 1_000_000;

  /** Containers open at the same time in a pickle. */
  static final int PICKLE_DEPTH = 1_000;

  /** Bytes of one string in a pickle; tensor names are much shorter. */
  static final int PICKLE_STRING = 4 << 20;

  /** Bytes of one integer in a pickle; the magic number of PyTorch has 10. */
  static final int PICKLE_INTEGER = 16;

  /** Tensors in one checkpoint. */
  static final int TENSORS = 100_000;

  /** Axes of one tensor. */
  static final int RANK = 32;

  /** Bytes of one tensor or storage: what one buffer can hold. */
  static final long TENSOR_BYTES = Integer.MAX_VALUE - 8L;

  /** Bytes of a safetensors header; the format's own bound. */
  static final long SAFETENSORS_HEADER = 100_000_000;

  /** Bytes of the index of a sharded checkpoint. */
  static final long SHARD_INDEX = 64L << 20;

  /** Files of a sharded checkpoint. */
  static final int SHARDS = 1_000;

  /** Nesting of JSON in a header or index; the formats need three levels. */
  static final int JSON_DEPTH = 8;

  /** Nesting of wrapper dictionaries around the weights. */
  static final int WRAPPERS = 4;

  /** Nesting of groups in an HDF5 file. */
  static final int HDF5_DEPTH = 16;

  private Limits() {}
}
