package org.stratigraph.checkpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.tensor.ElementType;

/**
 * A global name that a pickle may mention. The list is closed: what is not on it is refused by
 * name. None of these is ever called; {@link Role} says what is described instead.
 *
 * @param qualified module and name, joined by a dot
 * @param role what it stands for
 * @param type the element type of a storage or dtype, where tensors can have it
 * @param width bytes of one element of a storage; 0 for other roles
 */
record AllowedName(String qualified, Role role, Optional<ElementType> type, int width) {
  /** What a name stands for. */
  enum Role {
    /** {@code collections.OrderedDict}: a dictionary. */
    DICTIONARY,
    /** {@code torch.Size}: its argument, a tuple. */
    SIZE,
    /** A storage class, which fixes the element type. */
    STORAGE,
    /** A dtype. */
    TYPE,
    /** {@code _rebuild_tensor(storage, offset, size, stride)}. */
    TENSOR,
    /** {@code _rebuild_tensor_v2(..., requires_grad, backward_hooks[, metadata])}. */
    TENSOR_V2,
    /** {@code _rebuild_tensor_v3(..., requires_grad, backward_hooks, dtype[, metadata])}. */
    TENSOR_V3,
    /** {@code _rebuild_parameter(tensor, ...)}: its first argument. */
    PARAMETER,
    /** A kind of tensor that is refused by the tensor's name if it is among the weights. */
    UNSUPPORTED_TENSOR,
    /** Anything whose content does not matter: numbers of NumPy, options, devices. */
    OPAQUE
  }

  private static final Map<String, AllowedName> NAMES = names();

  /** The entry of the list; empty if the name is not allowed. */
  static Optional<AllowedName> find(String module, String name) {
    return Optional.ofNullable(NAMES.get(module + "." + name));
  }

  private static Map<String, AllowedName> names() {
    Map<String, AllowedName> names = new HashMap<>();
    add(names, Role.DICTIONARY, "collections.OrderedDict");
    add(names, Role.SIZE, "torch.Size");
    add(names, Role.TENSOR, "torch._utils._rebuild_tensor");
    add(names, Role.TENSOR_V2, "torch._utils._rebuild_tensor_v2");
    add(names, Role.TENSOR_V3, "torch._utils._rebuild_tensor_v3");
    add(
        names,
        Role.PARAMETER,
        "torch._utils._rebuild_parameter",
        "torch._utils._rebuild_parameter_with_state");
    add(
        names,
        Role.UNSUPPORTED_TENSOR,
        "torch._utils._rebuild_qtensor",
        "torch._utils._rebuild_sparse_tensor",
        "torch._utils._rebuild_sparse_csr_tensor",
        "torch._utils._rebuild_nested_tensor",
        "torch._utils._rebuild_meta_tensor_no_storage");
    add(
        names,
        Role.OPAQUE,
        "argparse.Namespace",
        "collections.Counter",
        "numpy.core.multiarray.scalar",
        "numpy._core.multiarray.scalar",
        "numpy.dtype",
        "_codecs.encode",
        "torch.device",
        "torch.serialization._get_layout",
        "torch.per_tensor_affine",
        "torch.per_channel_affine",
        "torch.per_channel_affine_float_qparams");
    storage(names, "Float", ElementType.FLOAT32);
    storage(names, "Double", ElementType.FLOAT64);
    storage(names, "Half", ElementType.FLOAT16);
    storage(names, "BFloat16", ElementType.BFLOAT16);
    storage(names, "Char", ElementType.INT8);
    storage(names, "Byte", ElementType.UINT8);
    storage(names, "Short", ElementType.INT16);
    storage(names, "Int", ElementType.INT32);
    storage(names, "Long", ElementType.INT64);
    storage(names, "Bool", ElementType.BOOL);
    unusableStorage(names, "ComplexFloat", 8);
    unusableStorage(names, "ComplexDouble", 16);
    unusableStorage(names, "QInt8", 1);
    unusableStorage(names, "QUInt8", 1);
    unusableStorage(names, "QInt32", 4);
    unusableStorage(names, "QUInt4x2", 1);
    String untyped = "torch.storage.UntypedStorage";
    names.put(untyped, new AllowedName(untyped, Role.STORAGE, Optional.of(ElementType.UINT8), 1));
    for (ElementType type : ElementType.values()) {
      String name = "torch." + TypeNames.pytorch(type);
      names.put(name, new AllowedName(name, Role.TYPE, Optional.of(type), 0));
    }
    for (String type :
        new String[] {
          "complex32",
          "complex64",
          "complex128",
          "qint8",
          "quint8",
          "qint32",
          "quint4x2",
          "float8_e4m3fn",
          "float8_e5m2",
          "float8_e4m3fnuz",
          "float8_e5m2fnuz"
        }) {
      add(names, Role.TYPE, "torch." + type);
    }
    return Map.copyOf(names);
  }

  private static void add(Map<String, AllowedName> names, Role role, String... qualified) {
    for (String name : qualified) {
      names.put(name, new AllowedName(name, role, Optional.empty(), 0));
    }
  }

  private static void storage(Map<String, AllowedName> names, String prefix, ElementType type) {
    String name = "torch." + prefix + "Storage";
    names.put(name, new AllowedName(name, Role.STORAGE, Optional.of(type), type.bytes()));
  }

  private static void unusableStorage(Map<String, AllowedName> names, String prefix, int width) {
    String name = "torch." + prefix + "Storage";
    names.put(name, new AllowedName(name, Role.STORAGE, Optional.empty(), width));
  }
}
