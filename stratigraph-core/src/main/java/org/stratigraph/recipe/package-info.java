/** Training methods, optimisers and schedules by name, with their options and defaults. */
@NullMarked
package org.stratigraph.recipe;

import org.jspecify.annotations.NullMarked;
