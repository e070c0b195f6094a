/** Networks that others have published: what is known of each, and how its files become one. */
@NullMarked
package org.stratigraph.zoo;

import org.jspecify.annotations.NullMarked;
