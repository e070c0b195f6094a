package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measurements of four small networks; one has a hostile name, and one no accuracy. */
final class FourNetworks {
  private static final String ROWS =
      """
      model_id,layer,trial,pred_cos_sim
      a,conv1,0,0.5
      a,conv1,1,0.25
      a,fc,0,0.5
      b,conv1,0,0.75
      c,conv1,0,0.25
      d,conv1,0,0.125
      """;

  private static final String MODELS =
      """
      model_id,name,category,accuracy
      a,<script>alert(1)</script>,x,0.5
      b,=cmd,x,0.75
      c,,y,0.25
      d,,y,
      """;

  private FourNetworks() {}

  static String rows(Path folder) throws IOException {
    return Files.writeString(folder.resolve("results.csv"), ROWS).toString();
  }

  static String models(Path folder) throws IOException {
    return Files.writeString(folder.resolve("models.csv"), MODELS).toString();
  }
}
