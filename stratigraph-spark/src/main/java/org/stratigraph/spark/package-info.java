/**
 * Studies on Apache Spark: portions of a run become tasks, executors keep what they have opened,
 * and the driver writes what comes back.
 */
@NullMarked
package org.stratigraph.spark;

import org.jspecify.annotations.NullMarked;
