package org.stratigraph.cli;

import java.nio.FloatBuffer;
import java.util.List;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.tensor.Shape;

/**
 * The first of some images, which stay open when this is closed.
 *
 * @param all the images
 * @param count how many
 */
record FirstImages(Images all, int count) implements Images {
  @Override
  public String source() {
    return all.source();
  }

  @Override
  public List<Sample> samples() {
    return all.samples().subList(0, count);
  }

  @Override
  public boolean labelled() {
    return all.labelled();
  }

  @Override
  public Shape shape() {
    return all.shape();
  }

  @Override
  public String sha256() {
    return all.sha256();
  }

  @Override
  public String preprocessing() {
    return all.preprocessing();
  }

  @Override
  public Chunk load(int from, int to, FloatBuffer destination) {
    return all.load(from, to, destination);
  }

  @Override
  public void close() {}
}
