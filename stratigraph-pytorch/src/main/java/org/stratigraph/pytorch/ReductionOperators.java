package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;

/** Sums and means along axes. */
final class ReductionOperators {
  static final Map<String, Operator> ALL =
      Map.of(
          "ReduceMean", Operator.onFirst(site -> reduce(site, true)),
          "ReduceSum", Operator.onFirst(site -> reduce(site, false)));

  private ReductionOperators() {}

  /** The axes are an attribute in old operator versions and an input in new ones. */
  private static Operation reduce(Site site, boolean mean) {
    boolean none = site.integers("axes", 1).filter(axes -> axes.length > 0).isEmpty();
    if (none && site.node().integer("noop_with_empty_axes", 0) != 0) {
      return in -> in.get(0);
    }
    long[] axes = site.axes(site.integers("axes", 1));
    boolean keep = site.node().integer("keepdims", 1) != 0;
    long count = 1;
    for (long axis : axes) {
      count *= site.shape(0).extent((int) axis);
    }
    double divisor = count;
    return in -> {
      PtNDArray sum = JniUtils.sum(in.get(0), axes, keep);
      return mean ? JniUtils.div(sum, Values.scalar(in.manager(), divisor)) : sum;
    };
  }
}
