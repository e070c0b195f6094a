package org.stratigraph.study;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a study trains a network; as the options of the train command.
 *
 * @param architecture a name, or the path of an ONNX model
 * @param fromScratch replace the weights of an ONNX model by random ones
 * @param images to train on
 * @param test images to test on after each epoch; empty for none
 * @param preparation of the images; what is not said, the architecture says
 * @param method with its options
 * @param epochs empty for the method's
 * @param rate the first learning rate; empty for the optimiser's
 * @param optimiser empty for the method's
 * @param schedule empty for the method's
 * @param batch images a step
 * @param seed fixes every draw
 * @param keepAll keep the weights after every epoch; otherwise the initial and the newest ones
 * @param watch measure how far weights move and which layers are in conflict after each epoch
 */
public record StudyTraining(
    String architecture,
    boolean fromScratch,
    StudyImages images,
    Optional<String> test,
    ImagePreparation preparation,
    String method,
    OptionalInt epochs,
    OptionalDouble rate,
    Optional<String> optimiser,
    Optional<String> schedule,
    int batch,
    long seed,
    boolean keepAll,
    boolean watch) {}
