package org.stratigraph.tracking;

import org.stratigraph.Printable;

/** What a person reads beside a run's numbers. Markdown, with every name escaped. */
public final class RunNote {
  private RunNote() {}

  /** Which layer is at which step. */
  public static String of(TrackedRun run) {
    StringBuilder note = new StringBuilder();
    note.append("Layer criticality; shares are fractions. ");
    note.append("The step of a series is the place of the layer in its network:\n\n");
    note.append("| step | layer |\n|---|---|\n");
    for (int i = 0; i < run.layers().size(); i++) {
      note.append("| ").append(i).append(" | ").append(escaped(run.layers().get(i)));
      note.append(" |\n");
    }
    return note.toString();
  }

  /** What the run's numbers rest on. */
  public static String parameters(TrackedRun run) {
    StringBuilder note = new StringBuilder("| parameter | value |\n|---|---|\n");
    run.parameters().forEach((key, value) -> row(note, key, value));
    run.tags().forEach((key, value) -> row(note, key, value));
    return note.toString();
  }

  private static void row(StringBuilder note, String key, String value) {
    note.append("| ").append(escaped(key)).append(" | ").append(escaped(value)).append(" |\n");
  }

  /** A backslash before each sign that Markdown or HTML could take for its own. */
  private static String escaped(String name) {
    return Printable.name(name).replaceAll("([\\\\`*_{}\\[\\]<>()#!|~&])", "\\\\$1");
  }
}
