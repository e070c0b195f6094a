package org.stratigraph.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file to be had.
 *
 * @param address http or https
 * @param target where it goes; its folder is there
 * @param sha256 the first hex digits of its SHA-256, or all, in lower case; empty where unknown
 * @param size in bytes; empty where unknown
 * @param byHand what to do if it cannot be had, a whole sentence; may be empty
 */
public record DownloadRequest(
    URI address, Path target, Optional<String> sha256, OptionalLong size, String byHand) {}
