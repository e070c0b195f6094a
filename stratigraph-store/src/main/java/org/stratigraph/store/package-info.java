/** Runs and their measurements on disk, in DuckDB, and results as JSON, CSV and Parquet. */
@NullMarked
package org.stratigraph.store;

import org.jspecify.annotations.NullMarked;
