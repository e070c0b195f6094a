/** What every room shares: the one error type for unusable input, and names fit for messages. */
@NullMarked
package org.stratigraph;

import org.jspecify.annotations.NullMarked;
