/** What an engine must do: evaluate a graph on batches of values. */
@NullMarked
package org.stratigraph.evaluation;

import org.jspecify.annotations.NullMarked;
