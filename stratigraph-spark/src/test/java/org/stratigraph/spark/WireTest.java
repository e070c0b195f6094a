package org.stratigraph.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stratigraph.cli.Assignment;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.BlockRange;
import org.stratigraph.criticality.Cell;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.Portion;
import org.stratigraph.criticality.PortionResult;
import org.stratigraph.criticality.Untouched;
import org.stratigraph.data.Images;

class WireTest {
  private static final Portion PORTION =
      new Portion(
          new BlockRange(7, 9),
          List.of(
              new Cell("conv1", 0, new BlockRange(7, 9)),
              new Cell("layer4.ü", 2, new BlockRange(8, 9))));

  private static Agreement agreement() {
    return new Agreement(
        new float[] {Math.nextDown(1f), Float.MIN_VALUE, 0.1f}, 0.1, Math.PI, 1, 2, 3, 4, -0.0);
  }

  @Test
  void nothingIsLostOnTheWay() {
    PortionResult result =
        new PortionResult(
            PORTION,
            List.of(
                new Untouched(
                    7,
                    agreement(),
                    new double[] {0.1, 0.9},
                    new double[] {Double.MIN_VALUE, 2},
                    new long[] {Long.MAX_VALUE, 0},
                    0.7,
                    List.of(new Images.Skipped("a/b.jpg", "cut short")))),
            List.of(new Measurement("conv1", 0, 7, agreement())),
            List.of(
                new PortionResult.Failure(new Cell("layer4.ü", 2, new BlockRange(8, 9)), "NaN")));
    Wire.Delivery delivery = Wire.delivery(Wire.of(new Wire.Delivery("executor_a_1", result)));
    assertThat(delivery.place()).isEqualTo("executor_a_1");
    assertThat(delivery.result()).isEqualTo(result);
    assertThat(Wire.portion(Wire.of(PORTION))).isEqualTo(PORTION);
  }

  @Test
  void anAssignmentKeepsItsOrder() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("z", "");
    identity.put("a", "line\nbreak");
    Assignment assignment = new Assignment(List.of("net.onnx", "--mean=-0.5,1"), identity);
    Assignment back = Wire.assignment(Wire.of(assignment));
    assertThat(back).isEqualTo(assignment);
    assertThat(back.identity().keySet()).containsExactly("z", "a");
  }

  @Test
  void otherVersionsAndCutBytesAreRefused() {
    byte[] bytes = Wire.of(PORTION);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Wire.portion(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    bytes[0]++;
    assertThatThrownBy(() -> Wire.portion(bytes)).hasMessage("version 2, not 1");
  }
}
