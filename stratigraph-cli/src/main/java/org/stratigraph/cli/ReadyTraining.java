package org.stratigraph.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.Images;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.evaluation.Device;
import org.stratigraph.graph.Graph;
import org.stratigraph.network.RunDescription;
import org.stratigraph.recipe.Recipe;
import org.stratigraph.recipe.Settings;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.Phase;

/**
 * A training that is ready to begin.
 *
 * @param subject what is trained
 * @param initial the same with its initial weights
 * @param data to train on
 * @param notes on the images; whole sentences
 */
record ReadyTraining(
    SubjectChoice subject,
    Graph initial,
    DataSet data,
    Preprocessing preprocessing,
    Recipe recipe,
    Settings settings,
    List<Phase> phases,
    List<String> notes) {
  /**
   * What its directory says of it to those who use the network.
   *
   * @param image the shape of one image, preprocessed
   */
  RunDescription description(Shape image) {
    return new RunDescription(
        subject.architecture(),
        image,
        settings.epochs(),
        data.preprocessedShape().isPresent() ? Optional.empty() : Optional.of(preprocessing));
  }

  /** The graph, where no name of an architecture tells it. */
  Optional<Graph> graph() {
    return subject.architecture().isPresent() ? Optional.empty() : Optional.of(initial);
  }

  /** All that must be the same for a training to be continued, by name. */
  Map<String, String> fixed(Images images, Optional<Images> test, int batch, Device device) {
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put(Version.PART, Version.number());
    fixed.put("network", subject.identity());
    fixed.put("images (sha256)", images.sha256());
    fixed.put("test images (sha256)", test.map(Images::sha256).orElse("none"));
    fixed.put("preprocessing", images.preprocessing());
    fixed.put("method", recipe.text());
    fixed.put("epochs", Integer.toString(settings.epochs()));
    fixed.put("optimizer", settings.optimiser().text());
    fixed.put("learning rate", Double.toString(settings.rate()));
    fixed.put("schedule", settings.schedule().text());
    fixed.put("batch", Integer.toString(batch));
    fixed.put("seed", Long.toString(settings.seed()));
    DeviceOptions.identify(device, fixed);
    return fixed;
  }
}
