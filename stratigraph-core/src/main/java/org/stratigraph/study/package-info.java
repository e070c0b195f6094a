/** Many networks, one plan: what a study measures, and how. */
@NullMarked
package org.stratigraph.study;

import org.jspecify.annotations.NullMarked;
