/**
 * The local page over a folder of runs: a list that follows running ones, figures and numbers of
 * any of them, cancel and resume.
 *
 * <p>The server is the JDK's own ({@code jdk.httpserver}): one user on one machine asks for a few
 * dozen small answers, so a framework would bring more to trust than it takes off our hands. What
 * it lacks, the check of who asks, is {@link org.stratigraph.serve.Gate} and would be ours with any
 * server.
 *
 * <p>What goes in: only requests that carry a random token. What goes out: files of this package,
 * and what is drawn or told of runs. A request names a run by an id that {@link
 * org.stratigraph.serve.Board} gave it, never by a path. Nothing here opens a socket to anywhere.
 */
@NullMarked
package org.stratigraph.serve;

import org.jspecify.annotations.NullMarked;
