package org.stratigraph.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the jar's manifest. */
final class Version implements IVersionProvider {
  /** {@code 0.1.0}, or {@code development} for classes that are not in a jar. */
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Stratigraph " + number(),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
      System.getProperty("os.name") + " " + System.getProperty("os.arch"),
    };
  }
}
