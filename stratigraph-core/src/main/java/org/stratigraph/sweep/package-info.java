/**
 * Evaluates a network again and again with something changed in it, without computing anything
 * twice that the change cannot reach.
 */
@NullMarked
package org.stratigraph.sweep;

import org.jspecify.annotations.NullMarked;
