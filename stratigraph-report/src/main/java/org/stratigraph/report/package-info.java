/**
 * The self-contained HTML reports.
 *
 * <p>Their figures are static SVG drawn here rather than by a chart library inlined into the page:
 * the same drawing then serves the screen, paper and a standalone file, needs no script to be read,
 * and keeps the report a few hundred kilobytes.
 */
@NullMarked
package org.stratigraph.report;

import org.jspecify.annotations.NullMarked;
