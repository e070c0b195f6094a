/** What every room shares: the one error type for unusable input. */
@NullMarked
package org.stratigraph;

import org.jspecify.annotations.NullMarked;
