package org.stratigraph.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The images of a study or of a training.
 *
 * @param data a path or the name of a built-in set, as {@code --data} takes it; empty where it is
 *     still to be said
 * @param list a text file that restricts and orders the images
 * @param classes a text file with the classes in the order of the networks' outputs
 * @param images how many are drawn; empty for as many as the protocol has
 * @param skipBadImages leave out and name images that cannot be read, instead of stopping
 */
public record StudyImages(
    Optional<String> data,
    Optional<Path> list,
    Optional<Path> classes,
    OptionalInt images,
    boolean skipBadImages) {}
