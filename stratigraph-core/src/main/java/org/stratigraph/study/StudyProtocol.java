package org.stratigraph.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the layers of each network are measured; as the options of the criticality command.
 *
 * @param name {@code paper}, {@code auto} or {@code fixed}; empty for the usual one
 * @param trials how often each reset is drawn, or at most, with {@code auto}
 * @param leastTrials how often each reset is drawn at least, with {@code auto}
 * @param leastImages how many images each layer gets at least, with {@code auto}
 * @param targetError the standard error aimed at, a fraction
 * @param budget the most work for one network, in evaluations of it on one image
 * @param reset what replaces a layer's tensors
 * @param kinds of layers; never empty
 * @param layers globs of layers' names, {@code !} leaves out; empty for all
 * @param seed fixes every draw
 * @param acceptBaseline measure a network too that predicts near chance
 */
public record StudyProtocol(
    Optional<String> name,
    OptionalInt trials,
    OptionalInt leastTrials,
    OptionalInt leastImages,
    OptionalDouble targetError,
    OptionalDouble budget,
    String reset,
    List<String> kinds,
    List<String> layers,
    long seed,
    boolean acceptBaseline) {
  public StudyProtocol {
    kinds = List.copyOf(kinds);
    layers = List.copyOf(layers);
  }
}
