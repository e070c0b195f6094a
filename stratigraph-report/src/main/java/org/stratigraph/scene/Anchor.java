package org.stratigraph.scene;

import java.util.Locale;

/** Which place of a text lies on its point. */
public enum Anchor {
  START,
  MIDDLE,
  END;

  /** As SVG names it. */
  String svg() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How far left of its point a text of some width begins. */
  double before(double width) {
    return this == START ? 0 : this == MIDDLE ? width / 2 : width;
  }
}
