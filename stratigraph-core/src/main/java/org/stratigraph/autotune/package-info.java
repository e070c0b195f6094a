/**
 * Finds how deep a network should be: starts deep, removes the blocks that are in conflict in the
 * first epochs, and starts again. Source: Peer, Stabinger and Rodriguez-Sanchez, "Auto-tuning of
 * Deep Neural Networks by Conflicting Layer Removal" (arXiv 2103.04331), with the code that they
 * published.
 */
@NullMarked
package org.stratigraph.autotune;

import org.jspecify.annotations.NullMarked;
