package org.stratigraph.zoo;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of a published network.
 *
 * @param name what it is called when it is kept
 * @param address where it lies; http or https
 * @param page where a person may download it by hand, if that is another place
 * @param sha256 the first hex digits of its SHA-256, or all; empty where nobody published one
 * @param size in bytes; empty where unknown
 */
public record ZooFile(
    String name, URI address, Optional<String> page, Optional<String> sha256, OptionalLong size) {}
