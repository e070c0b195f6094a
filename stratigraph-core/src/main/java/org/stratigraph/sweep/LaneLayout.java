package org.stratigraph.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each stored value of one batch lies in the batch's memory. Values that are never needed at
 * the same time share places.
 *
 * @param offsets place of each value, in bytes
 * @param bytes size of the memory
 */
record LaneLayout(Map<String, Long> offsets, long bytes) {
  /** Alignment that vector instructions like. */
  private static final long ALIGNMENT = 64;

  /** Largest first, each at the lowest place that is free during its lifetime. */
  static LaneLayout of(List<Lifetime> lifetimes) {
    List<Lifetime> order = new ArrayList<>(lifetimes);
    order.sort(Comparator.comparingLong(Lifetime::bytes).reversed().thenComparing(Lifetime::value));
    Map<String, Long> offsets = new LinkedHashMap<>();
    List<Lifetime> placed = new ArrayList<>();
    long size = 0;
    for (Lifetime lifetime : order) {
      List<Lifetime> rivals =
          placed.stream()
              .filter(lifetime::overlaps)
              .sorted(Comparator.comparingLong(rival -> offsets.getOrDefault(rival.value(), 0L)))
              .toList();
      long offset = 0;
      for (Lifetime rival : rivals) {
        long start = offsets.getOrDefault(rival.value(), 0L);
        if (offset + lifetime.bytes() <= start) {
          break;
        }
        offset = Math.max(offset, aligned(start + rival.bytes()));
      }
      offsets.put(lifetime.value(), offset);
      placed.add(lifetime);
      size = Math.max(size, aligned(offset + lifetime.bytes()));
    }
    return new LaneLayout(offsets, size);
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
