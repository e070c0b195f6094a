package org.stratigraph.sweep;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;

/**
 * All tensors of a network as they were at one moment: a checksum of each, where this program has
 * it and where the engine reads it.
 *
 * <p>Nothing is meant to write there, and the checksum (CRC-32C, which processors compute as fast
 * as memory gives the bytes) guards against faults, not against an enemy: of the changes of a
 * tensor it misses none within 32 bits of each other, and one in 4 billion of the others.
 */
final class WeightSeal {
  /** A tensor's bytes in one of the places where they lie. */
  private record Piece(String tensor, ByteBuffer bytes, boolean evaluated, long sum) {
    static Piece of(String tensor, ByteBuffer bytes, boolean evaluated) {
      return new Piece(tensor, bytes, evaluated, sum(bytes));
    }

    private static long sum(ByteBuffer bytes) {
      CRC32C sum = new CRC32C();
      sum.update(bytes.duplicate());
      return sum.getValue();
    }

    boolean isWhole() {
      return sum(bytes) == sum;
    }
  }

  private final List<Piece> pieces;

  private WeightSeal(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** Seals the tensors of a network that the engine shares. Reads each of them once. */
  static WeightSeal of(Evaluator evaluator, Graph graph) {
    List<Piece> pieces = new ArrayList<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Map.Entry<String, Tensor> entry : graph.initialisers().entrySet()) {
      Tensor tensor = entry.getValue();
      if (seen.add(tensor)) {
        Optional<ByteBuffer> held = evaluator.held(tensor);
        pieces.add(Piece.of(entry.getKey(), tensor.bytes(), held.isEmpty()));
        held.ifPresent(bytes -> pieces.add(Piece.of(entry.getKey(), bytes, true)));
      }
    }
    return new WeightSeal(pieces);
  }

  /**
   * Checks that the tensors are what they were. Reads each of them once.
   *
   * @param changed the target that was just evaluated with something else, for the message
   * @param all whether also those are read that the engine has a copy of, and evaluates that; they
   *     are what resets are made from
   * @throws WeightsChangedException naming the first tensor that is not
   */
  void check(String changed, boolean all) {
    for (Piece piece : pieces) {
      if ((all || piece.evaluated()) && !piece.isWhole()) {
        throw new WeightsChangedException(
            ("The tensor '%s' is not what it was before '%s' was changed: the network was not"
                    + " restored, and this measurement is dropped. What was measured before was"
                    + " checked and stays; test this machine's memory, then give the same command"
                    + " again.")
                .formatted(piece.tensor(), changed));
      }
    }
  }
}
