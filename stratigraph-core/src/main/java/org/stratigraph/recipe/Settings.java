package org.stratigraph.recipe;

/**
 * What a user chooses beside the method.
 *
 * @param optimiser of the main part
 * @param rate the learning rate, above 0
 * @param schedule of the learning rate
 * @param epochs of all parts together, from 1
 * @param seed of everything
 */
public record Settings(
    OptimiserChoice optimiser, double rate, ScheduleChoice schedule, int epochs, long seed) {}
