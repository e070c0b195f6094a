package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Views of a storage that holds 1 to 6. Expected values by the definition of strides: element (i,j)
 * is {@code storage[offset + i * stride0 + j * stride1]}.
 */
class TensorViewsTest {
  @TempDir Path folder;

  private Checkpoint zip(PickleBytes items) throws IOException {
    byte[] pickle =
        new PickleBytes().raw(0x80, 2).ascii("}(").bytes(items.unfinished()).close().stop();
    return CheckpointFile.read(Samples.write(folder, "x.pth", Samples.zip(pickle)));
  }

  @Test
  void readsContiguousTransposedAndExpandedViews() throws IOException {
    PickleBytes items = new PickleBytes();
    items.tensor("matrix", "0", 6, 0, new long[] {2, 3}, new long[] {3, 1});
    items.tensor("transposed", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3});
    items.tensor("column", "0", 6, 1, new long[] {2}, new long[] {3});
    items.tensor("expanded", "0", 6, 4, new long[] {2, 2}, new long[] {0, 1});
    items.tensor("scalar", "0", 6, 5, new long[] {}, new long[] {});
    items.tensor("empty", "0", 6, 6, new long[] {0, 3}, new long[] {3, 1});
    Checkpoint checkpoint = zip(items);
    assertThat(checkpoint.tensors())
        .containsEntry("matrix", Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6))
        .containsEntry("transposed", Tensor.of(Shape.of(3, 2), 1, 4, 2, 5, 3, 6))
        .containsEntry("column", Tensor.of(Shape.of(2), 2, 5))
        .containsEntry("expanded", Tensor.of(Shape.of(2, 2), 5, 6, 5, 6))
        .containsEntry("scalar", Tensor.of(Shape.of(), 6))
        .containsEntry("empty", Tensor.of(Shape.of(0, 3)));
  }

  /** C.1 9: many tensors over one large storage take its memory once. */
  @Test
  void tiedWeightsTakeTheirMemoryOnce() throws IOException {
    int count = 4 << 20;
    PickleBytes items = new PickleBytes();
    for (int i = 0; i < 1000; i++) {
      items.vector("tied" + i, "0", count);
    }
    byte[] pickle =
        new PickleBytes().raw(0x80, 2).ascii("}(").bytes(items.unfinished()).close().stop();
    byte[] file =
        new ZipBytes().add("a/data.pkl", pickle).add("a/data/0", new byte[4 * count]).build();
    // Unshared, these would be 16 GiB, above the heap of the tests.
    Checkpoint checkpoint = CheckpointFile.read(Samples.write(folder, "tied.pth", file));
    assertThat(checkpoint.tensors()).hasSize(1000);
    assertThat(checkpoint.tensors().get("tied999").elementCount()).isEqualTo(count);
  }

  @Test
  void readsLegacyFilesAndTheirStorageViews() throws IOException {
    Path plain =
        Samples.write(folder, "l.pth", Samples.legacy(Samples.oneLegacyTensor(), 1, 2, 3, 4, 5, 6));
    assertThat(CheckpointFile.read(plain).tensors())
        .containsEntry("weight", Tensor.of(Shape.of(6), 1, 2, 3, 4, 5, 6));
    byte[] view =
        PickleBytes.begin()
            .dictionary()
            .text("w")
            .beginRebuild()
            .legacyStorage("FloatStorage", "0", 6, 2, 4)
            .rebuild(1, new long[] {2}, new long[] {2})
            .close()
            .stop();
    Path viewed = Samples.write(folder, "v.pth", Samples.legacy(view, 1, 2, 3, 4, 5, 6));
    assertThat(CheckpointFile.read(viewed).format()).isEqualTo("pytorch-legacy");
    assertThat(CheckpointFile.read(viewed).tensors())
        .containsEntry("w", Tensor.of(Shape.of(2), 4, 6));
  }

  /** {@code _rebuild_tensor_v3}: PyTorch 2.3 and later, for types without a storage class. */
  @Test
  void readsUntypedStorages() throws IOException {
    PickleBytes items =
        new PickleBytes()
            .text("w")
            .global("torch._utils", "_rebuild_tensor_v3")
            .raw('(', '(')
            .text("storage")
            .global("torch.storage", "UntypedStorage")
            .text("0")
            .text("cpu")
            .integer(24)
            .ascii("tQ")
            .integer(1)
            .tuple(2)
            .tuple(1)
            .raw(0x89)
            .global("collections", "OrderedDict")
            .ascii(")R")
            .global("torch", "uint32")
            .ascii("tR");
    Tensor tensor = zip(items).tensors().get("w");
    assertThat(tensor.type()).isEqualTo(ElementType.UINT32);
    // The bits of the float32 values 2 and 3.
    assertThat(tensor.toLongs()).containsExactly(0x40000000L, 0x40400000L);
  }
}
