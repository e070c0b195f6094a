package org.stratigraph.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;

/** A log that keeps every epoch in memory, and can forget the last ones. */
final class MemoryTrainingLog implements TrainingLog {
  final List<EpochRecord> records = new ArrayList<>();
  final List<Map<String, Tensor>> weights = new ArrayList<>();
  final List<Map<String, Tensor>> states = new ArrayList<>();
  Optional<Graph> finished = Optional.empty();

  /** A copy that knows the epochs up to one, as a kill leaves it. */
  MemoryTrainingLog upTo(int epoch) {
    MemoryTrainingLog log = new MemoryTrainingLog();
    log.records.addAll(records.subList(0, epoch + 1));
    log.weights.addAll(weights.subList(0, epoch + 1));
    log.states.addAll(states.subList(0, epoch + 1));
    return log;
  }

  @Override
  public OptionalInt lastEpoch() {
    return records.isEmpty() ? OptionalInt.empty() : OptionalInt.of(records.size() - 1);
  }

  @Override
  public List<EpochRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public Map<String, Tensor> weights() {
    return weights.get(weights.size() - 1);
  }

  @Override
  public Map<String, Tensor> state() {
    return states.get(states.size() - 1);
  }

  @Override
  public void begin(EpochRecord record, Map<String, Tensor> initial) {
    records.add(record);
    weights.add(initial);
    states.add(Map.of());
  }

  @Override
  public void record(
      EpochRecord record, Map<String, Tensor> newWeights, Map<String, Tensor> newState) {
    records.add(record);
    weights.add(newWeights);
    states.add(newState);
  }

  @Override
  public void finish(Graph network) {
    finished = Optional.of(network);
  }
}
