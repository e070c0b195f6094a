/** Results as experiment trackers take them: MLflow by its REST interface, TensorBoard by files. */
@NullMarked
package org.stratigraph.tracking;

import org.jspecify.annotations.NullMarked;
