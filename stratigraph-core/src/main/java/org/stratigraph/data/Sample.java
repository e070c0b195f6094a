package org.stratigraph.data;

import java.util.OptionalInt;

/**
 * One image of a data set.
 *
 * @param id its path within the data set with '/' between folders, or its index as text where the
 *     data set has no paths; unique
 * @param label its class index, from 0; empty where the data set has no labels
 */
public record Sample(String id, OptionalInt label) {}
