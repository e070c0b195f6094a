package org.stratigraph.pytorch;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** Garbage that is collected now. */
final class Garbage {
  private static final long LONGEST_WAIT = 10_000;

  private Garbage() {}

  /**
   * Gives back the memory of every direct buffer that nothing refers to; C then writes into it.
   *
   * <p>References are handled collection by collection, so when one that the second found is
   * handled, all that the first found are.
   */
  static void collect() {
    for (int round = 0; round < 2; round++) {
      ReferenceQueue<Object> handled = new ReferenceQueue<>();
      WeakReference<Object> sentinel = new WeakReference<>(new Object(), handled);
      System.gc();
      try {
        if (handled.remove(LONGEST_WAIT) != sentinel) {
          throw new IllegalStateException("nothing was collected");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
