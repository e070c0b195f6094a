package org.stratigraph.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as another process opens it: by the command that would measure it there, with absolute
 * paths.
 *
 * @param command the arguments after {@code stratigraph criticality}
 * @param identity by part, what the numbers depend on; both sides must find the same
 */
public record Assignment(List<String> command, Map<String, String> identity) {
  public Assignment {
    command = List.copyOf(command);
    identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
  }
}
