/**
 * Which layers put images of different classes into one: conflicting bundles and their entropy.
 * Source: Peer, Stabinger and Rodriguez-Sanchez, "Conflicting Bundles" (WACV 2021, arXiv
 * 2011.02956) and "Auto-tuning of Deep Neural Networks by Conflicting Layer Removal" (arXiv
 * 2103.04331), with the code that they published.
 */
@NullMarked
package org.stratigraph.conflict;

import org.jspecify.annotations.NullMarked;
