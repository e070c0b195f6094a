/** The command line: commands, progress, tables, exit statuses. */
@NullMarked
package org.stratigraph.cli;

import org.jspecify.annotations.NullMarked;
