package org.stratigraph.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import org.stratigraph.tensor.Tensor;

/**
 * Cross-entropy as torch.nn.CrossEntropyLoss with probabilities as targets.
 *
 * @param value the name of the logits
 * @param smoothing in [0,1)
 */
record CrossEntropyLoss(String value, double smoothing) implements Loss {
  @Override
  public Map<String, Tensor> extra() {
    return Map.of();
  }

  @Override
  public PtNDArray of(PtNDArray output, PtNDArray targets, Map<String, PtNDArray> leaves) {
    long rows = targets.getShape().get(0);
    long classes = targets.getShape().get(1);
    PtNDManager manager = output.getManager();
    PtNDArray wanted =
        smoothing == 0
            ? targets
            : JniUtils.add(
                Values.scaled(manager, targets, 1 - smoothing),
                Values.scalar(manager, smoothing / classes));
    PtNDArray logarithms = JniUtils.logSoftmax(output, 1, DataType.FLOAT32);
    return Values.scaled(manager, JniUtils.sum(JniUtils.mul(logarithms, wanted)), -1.0 / rows);
  }

  @Override
  public boolean classifies() {
    return true;
  }
}
