package org.stratigraph.report;

import org.stratigraph.scene.Markup;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.SvgWriter;

/** A figure of the figure package in a page. */
final class SceneFigure {
  /** A scene with more cells than this is compacted: nobody hits so small a cell. */
  private static final int MOST_CELLS = 4_000;

  private SceneFigure() {}

  /** Adds a scene with its caption. */
  static void add(Markup page, Numbering numbering, Scene scene, String caption) {
    boolean large = scene.marks("cell").size() > MOST_CELLS;
    String number = Integer.toString(numbering.figure());
    add(page, number, large ? CompactScene.of(scene) : scene, caption, "scene");
  }

  /** Adds a heat map that is for paper, and for browsers without script. */
  static void addStatic(Markup page, String number, Scene scene, String caption) {
    add(page, number, CompactScene.of(scene), caption, "scene still");
  }

  private static void add(Markup page, String number, Scene scene, String caption, String kind) {
    page.verbatim("\n").open("figure", "class", kind);
    page.open(
        "div", "class", "panel", "tabindex", "0", "role", "region", "aria-label", scene.title());
    page.verbatim(SvgWriter.element(scene, "figure" + number)).close();
    page.verbatim("\n").open("figcaption").element("b", "Figure " + number + ".");
    page.text(" " + caption).close().close();
  }
}
