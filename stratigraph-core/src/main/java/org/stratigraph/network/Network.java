package org.stratigraph.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Initialiser;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Logits;

/**
 * A trained network, whatever file it came from.
 *
 * @param name architecture, or file name without its ending, or the run directory's name
 * @param source the path that the user gave
 * @param sha256 of the file, in hex; of a folder or run directory, see {@link NetworkFile}
 * @param graph its operators and trained tensors
 * @param initialiser what an untrained layer of it would hold
 * @param preprocessing what the file says its images need; empty where it says nothing
 * @param notes rules that were applied while reading, such as a stripped prefix; whole sentences
 */
public record Network(
    String name,
    String source,
    String sha256,
    Graph graph,
    Initialiser initialiser,
    Optional<Preprocessing> preprocessing,
    List<String> notes) {
  public Network {
    notes = List.copyOf(notes);
  }

  /**
   * The same network as the analyses need it: one input of images, one output of logits.
   *
   * @param output the name of the output; empty for the first one
   * @throws UnusableInputException as {@link Logits#of}; the message begins with the source
   */
  public Network forOutput(Optional<String> output) {
    Logits logits;
    try {
      logits = Logits.of(graph, output);
    } catch (UnusableInputException e) {
      throw new UnusableInputException(source + ": " + e.getMessage(), e);
    }
    List<String> all = new ArrayList<>(notes);
    all.addAll(logits.notes());
    return new Network(name, source, sha256, logits.graph(), initialiser, preprocessing, all);
  }
}
