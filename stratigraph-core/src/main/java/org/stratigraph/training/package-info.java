/** What training is: the plan, the batches, and what an engine that trains must do. */
@NullMarked
package org.stratigraph.training;

import org.jspecify.annotations.NullMarked;
