/** Files from the internet, whole and the right ones or not at all, and the cache they lie in. */
@NullMarked
package org.stratigraph.download;

import org.jspecify.annotations.NullMarked;
