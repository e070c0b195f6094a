package org.stratigraph.network;

import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.tensor.Shape;

/**
 * What a configuration says of a network.
 *
 * @param images the shape of one image, [C, H, W]
 * @param preprocessing empty where the file says nothing, or something that is not supported
 */
record ModelDescription(
    Architecture architecture,
    OptionalInt classes,
    Optional<Shape> images,
    Optional<Preprocessing> preprocessing) {}
