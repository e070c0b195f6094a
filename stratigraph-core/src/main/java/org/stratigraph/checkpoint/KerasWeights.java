package org.stratigraph.checkpoint;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Keras weights in HDF5: groups of layers with a data set for each tensor, below {@code
 * model_weights} where a whole model was saved. Axes stay as Keras has them.
 *
 * <p>The file is read into memory and parsed there; links of any kind, filters and chunks, which
 * Keras does not write, are refused, so that neither another file is opened nor anything unpacked.
 */
final class KerasWeights {
  private final SourceFile file;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private int nodes;

  private KerasWeights(SourceFile file) {
    this.file = file;
  }

  /** The tensors by layer and name ({@code conv1/kernel}), in the order of the file. */
  static Map<String, Tensor> read(SourceFile file, List<String> notes) {
    ByteBuffer bytes = file.read(0, file.size(), "the HDF5 file");
    KerasWeights reader = new KerasWeights(file);
    try (HdfFile hdf = HdfFile.fromByteBuffer(bytes)) {
      reader.readModel(hdf, notes);
    } catch (UnusableInputException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // The library answers damage with exceptions of many types, among them those of the JDK.
      throw file.unusable(
          e, "is a damaged HDF5 file (%s).", Printable.name(String.valueOf(e.getMessage())));
    }
    if (reader.tensors.isEmpty()) {
      throw file.unusable("holds no weights.");
    }
    return reader.tensors;
  }

  private void readModel(HdfFile hdf, List<String> notes) {
    Node model = hdf.getChildren().get("model_weights");
    if (model instanceof Group group && !model.isLink()) {
      notes.add("Took the weights from \"model_weights\".");
      readGroup(group, "", 0);
    } else {
      readGroup(hdf, "", 0);
    }
  }

  private void readGroup(Group group, String path, int depth) {
    if (depth > Limits.HDF5_DEPTH) {
      throw file.unusable("nests groups more than %d deep.", Limits.HDF5_DEPTH);
    }
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      String name = path.isEmpty() ? child.getKey() : path + "/" + child.getKey();
      Node node = child.getValue();
      if (++nodes > Limits.TENSORS) {
        throw file.unusable("holds more than %d groups and data sets.", Limits.TENSORS);
      }
      if (node.isLink()) {
        throw file.unusable("holds the link %s; links are not followed.", Printable.quoted(name));
      }
      if (node instanceof Group inner) {
        if (!path.isEmpty() || !child.getKey().equals("optimizer_weights")) {
          readGroup(inner, name, depth + 1);
        }
      } else if (node instanceof ContiguousDataset dataset) {
        put(KerasNames.normalise(name), tensor(name, dataset));
      } else {
        throw file.unusable(
            "the data set %s is stored in chunks, compressed or compact; Keras writes plain ones."
                + " Save the weights again with Keras.",
            Printable.quoted(name));
      }
    }
  }

  private void put(String name, Tensor tensor) {
    if (tensors.put(name, tensor) != null) {
      throw file.unusable("holds two tensors of the name %s.", Printable.quoted(name));
    }
  }

  private Tensor tensor(String name, ContiguousDataset dataset) {
    DataType stored = dataset.getDataType();
    ElementType type = elementType(name, stored);
    Shape shape = Shape.of(dataset.getDimensionsAsLong());
    long bytes = Math.multiplyExact(shape.elementCount(), (long) type.bytes());
    if (bytes > file.size() || (bytes > 0 && dataset.isEmpty())) {
      throw file.unusable(
          "the data set %s of shape %s needs %d bytes, and the file has %d.",
          Printable.quoted(name), shape, bytes, file.size());
    }
    ByteBuffer data = bytes == 0 ? ByteBuffer.allocate(0) : dataset.getBuffer();
    if (data.remaining() != bytes) {
      throw file.unusable(
          "the data set %s does not fill its shape %s.", Printable.quoted(name), shape);
    }
    return Tensor.wrap(type, shape, data);
  }

  private ElementType elementType(String name, DataType stored) {
    boolean little =
        stored instanceof OrderedDataType ordered
            && (ordered.getByteOrder() == ByteOrder.LITTLE_ENDIAN || stored.getSize() == 1);
    if (little && stored instanceof FloatingPoint real) {
      if (real.getSize() == 4 && real.getExponentSize() == 8 && real.getMantissaSize() == 23) {
        return ElementType.FLOAT32;
      }
      if (real.getSize() == 8 && real.getExponentSize() == 11 && real.getMantissaSize() == 52) {
        return ElementType.FLOAT64;
      }
      if (real.getSize() == 2 && real.getExponentSize() == 5 && real.getMantissaSize() == 10) {
        return ElementType.FLOAT16;
      }
    }
    if (little && stored instanceof FixedPoint integer) {
      boolean signed = integer.isSigned();
      return switch (integer.getSize()) {
        case 1 -> signed ? ElementType.INT8 : ElementType.UINT8;
        case 2 -> signed ? ElementType.INT16 : ElementType.UINT16;
        case 4 -> signed ? ElementType.INT32 : ElementType.UINT32;
        case 8 -> signed ? ElementType.INT64 : ElementType.UINT64;
        default -> throw unusableType(name);
      };
    }
    throw unusableType(name);
  }

  private UnusableInputException unusableType(String name) {
    return file.unusable(
        "the data set %s is of a type that weights do not have: only little-endian numbers are"
            + " read.",
        Printable.quoted(name));
  }
}
