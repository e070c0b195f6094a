package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that cannot be used gives one clear line and status 2, whatever is wrong with it. */
class BadInputTest {
  @TempDir private static Path folder;
  private static Path network;

  @BeforeAll
  static void network() {
    network = SmallNetwork.in(folder.resolve("demo"));
  }

  private static Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static Path file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertNoNetwork(Path file, String... texts) {
    CliRun.of("inspect", file.toString(), "--arch", "resnet20-cifar").assertUnusable(texts);
  }

  private static CliRun criticality(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "criticality";
    all[1] = network.toString();
    System.arraycopy(options, 0, all, 2, options.length);
    return CliRun.of(all);
  }

  private static CliRun measured(Path images, String... more) {
    String[] all = new String[more.length + 6];
    String[] fixed = {"--data", images.toString(), "--preprocess", "shapes", "--trials", "1"};
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return criticality(all);
  }

  @Test
  void missingNetwork() {
    assertNoNetwork(folder.resolve("nothing.pth"), "nothing.pth");
  }

  @Test
  void emptyNetwork() throws IOException {
    assertNoNetwork(file("empty.pth", ""), "empty.pth", "empty");
  }

  @Test
  void truncatedNetwork() throws IOException {
    byte[] whole = Files.readAllBytes(network);
    Path half = file("half.onnx", Arrays.copyOf(whole, whole.length / 2));
    CliRun.of("inspect", half.toString()).assertUnusable("half.onnx");
  }

  @Test
  void webPageInsteadOfNetwork() throws IOException {
    assertNoNetwork(
        file("page.pth", "<!DOCTYPE html>\n<html><body>404</body></html>"), "page.pth", "HTML");
  }

  @Test
  void gitLfsPointerInsteadOfNetwork() throws IOException {
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:"
            + "0".repeat(64)
            + "\nsize 102400\n";
    assertNoNetwork(file("pointer.pth", pointer), "pointer.pth", "LFS");
  }

  @Test
  void pickleThatWantsToRunSomething() throws IOException {
    // cos\nsystem\n(S'echo'\ntR. as the pickle documentation has it, in a PyTorch archive.
    Path archive = folder.resolve("attack.pth");
    try (OutputStream stream = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      put(zip, "archive/data.pkl", "\u0080\u0002cos\nsystem\n(X\u0004\0\0\0echotR.");
      put(zip, "archive/version", "3\n");
    }
    assertNoNetwork(archive, "attack.pth", "system");
  }

  private static void put(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
    zip.closeEntry();
  }

  private static Path safetensors(String name, String header, int data) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length() + data).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
    return file(name, bytes.array());
  }

  @Test
  void sizesBeyondTheFile() throws IOException {
    assertNoNetwork(
        safetensors(
            "beyond.safetensors",
            "{\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[1000],\"data_offsets\":[0,4000]}}",
            40),
        "beyond.safetensors");
  }

  @Test
  void sizesWhoseProductOverflows() throws IOException {
    assertNoNetwork(
        safetensors(
            "overflow.safetensors",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905,4],\"data_offsets\":[0,16]}}",
            16),
        "overflow.safetensors");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hole; {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}}",
        "overlap; {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}",
        "duplicate; {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}",
      },
      quoteCharacter = '|')
  void safetensorsThatTwoReadersWouldReadDifferently(String name, String header)
      throws IOException {
    Path file = safetensors(name + ".safetensors", header.replace('\'', '"'), 12);
    assertNoNetwork(file, name + ".safetensors");
  }

  @Test
  void checkpointOfAnotherArchitecture() {
    Path checkpoint = Shared.path("data/models/imagenet-squeezenet1_1.pth");
    CliRun.of("inspect", checkpoint.toString(), "--arch", "resnet20-cifar")
        .assertUnusable("resnet20-cifar");
  }

  @Test
  void checkpointWithoutArchitecture() {
    Path checkpoint = Shared.path("data/models/cifar10-resnet20-12fca82f.th");
    CliRun.of("inspect", checkpoint.toString()).assertUnusable("--arch");
  }

  @Test
  void unknownArchitecture() {
    CliRun.of("inspect", network.toString(), "--arch", "resnet51")
        .assertUnusable("resnet51", "resnet50");
  }

  @Test
  void notANetworkAtAll() throws IOException {
    CliRun.of("inspect", file("noise.onnx", "this is no protobuf message at all").toString())
        .assertUnusable("noise.onnx");
  }

  private static Path images(String name, int classes, int side) throws IOException {
    Path images = folder.resolve(name);
    for (int c = 0; c < classes; c++) {
      Path of = Files.createDirectories(images.resolve("class" + c));
      for (int i = 0; i < 3; i++) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        image.setRGB(c, i, 0xff8040);
        ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
      }
    }
    return images;
  }

  @Test
  void moreClassesThanTheNetworkHas() throws IOException {
    measured(images("eleven classes", 11, 32))
        .assertUnusable("10 outputs", "11 classes", "--classes");
  }

  @Test
  void fewerClassesThanTheNetworkHas() throws IOException {
    measured(images("nine classes", 9, 32)).assertUnusable("10 outputs", "9 classes", "--classes");
  }

  @Test
  void noImages() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty folder"));
    measured(empty).assertUnusable("empty folder");
  }

  @Test
  void missingImages() {
    measured(folder.resolve("no such images")).assertUnusable("no such images");
  }

  @Test
  void anUnreadableImageStopsOrIsNamed() throws IOException {
    Path images = images("one bad", 10, 32);
    Files.writeString(images.resolve("class4").resolve("1.png"), "not a picture");
    CliRun stopped = measured(images);
    assertLastLine(stopped, "class4/1.png", "--skip-bad-images");
    CliRun skipped = measured(images, "--skip-bad-images", "--accept-baseline").assertDone();
    assertThat(skipped.out()).contains("29 images", "1 of 30 images", "class4/1.png");
  }

  /** For what shows only while the work goes on: notes, and then the one line. */
  private static void assertLastLine(CliRun run, String... texts) {
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines().filter(line -> line.startsWith("stratigraph: ")))
        .singleElement()
        .asString()
        .contains(texts);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  void imageBomb() throws IOException {
    Path images = images("bomb", 10, 32);
    // The head of a PNG of 65,000 x 65,000 pixels.
    ByteBuffer png = ByteBuffer.allocate(33);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    png.putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    png.putInt(65_000).putInt(65_000).put(new byte[] {8, 2, 0, 0, 0}).putInt(0);
    Files.write(images.resolve("class0").resolve("0.png"), png.array());
    assertLastLine(measured(images), "class0/0.png");
  }

  @Test
  void imagesOfAnotherSizeThanTheNetworkTakes() throws IOException {
    measured(images("large", 10, 48)).assertUnusable("48");
  }

  @Test
  void noLayerOfTheKind() {
    measured(Path.of("builtin:shapes"), "--kinds", "recurrent").assertUnusable("recurrent");
  }

  @Test
  void noLayerOfTheName() {
    measured(Path.of("builtin:shapes"), "--layers", "layer9.*").assertUnusable("layer9.*");
  }

  @ParameterizedTest
  @CsvSource({
    "--reset, sideways, random",
    "--reset, from:, FILE",
    "--reset, initial, --initial",
    "--kinds, lenear, linear",
    "--protocol, papers, paper",
    "--trials, 0, at least 1",
    "--trials, three, three",
    "--images, -5, at least 1",
    "--threads, 0, 1 to 1024",
    "--memory, 2x, like 2g",
    "--target-error, 3, 0.02",
    "--target-error, 0, 0.02",
    "--target-error, 2, 0.02",
    "--budget, 0, positive",
    "--budget, 10, does not suffice",
    "--least-trials, 0, at least 1",
    "--least-trials, 61, at most --trials 60",
    "--least-images, 1001, at most --images 1000",
    "--preprocess, imagnet, imagenet",
    "--interpolation, cubist, bicubic",
  })
  void optionsOutOfRange(String option, String value, String text) {
    String[] options = {
      "--data", "builtin:shapes", "--preprocess", "shapes", option, value, "--dry-run"
    };
    if (option.equals("--preprocess")) {
      options = new String[] {"--data", "builtin:shapes", option, value, "--dry-run"};
    }
    criticality(options).assertUnusable(text);
  }

  @Test
  void nothingSaysHowImagesArePrepared() {
    criticality("--data", "builtin:shapes").assertUnusable("--preprocess");
    criticality().assertUnusable("--data PATH");
  }

  @Test
  void placesThatCannotBeWritten() throws IOException {
    Path shapes = Path.of("builtin:shapes");
    measured(shapes, "--json", folder.resolve("no/such/folder.json").toString())
        .assertUnusable("--json", "does not exist");
    measured(shapes, "--report", folder.toString()).assertUnusable("--report", "folder");
    String same = folder.resolve("same").toString();
    measured(shapes, "--json", same, "--csv", same).assertUnusable("--csv", "another");
    measured(shapes, "--run", file("a file", "x").toString()).assertUnusable("a file");
    Path other = Files.createDirectories(folder.resolve("not a run"));
    Files.writeString(other.resolve("diary.txt"), "dear diary");
    measured(shapes, "--run", other.toString()).assertUnusable("diary.txt");
  }

  @Test
  void aReadOnlyFolder() throws IOException {
    // Root may write everywhere but to the kernel's own file system.
    Path readOnly = Path.of("/proc");
    assumeTrue(Files.isDirectory(readOnly), "SKIPPED: no /proc on this system");
    measured(Path.of("builtin:shapes"), "--run", "/proc/stratigraph").assertUnusable("/proc");
  }

  @Test
  void aListThatNamesWhatIsNotThere() throws IOException {
    Path images = images("listed", 10, 32);
    Path list = file("list.txt", "class0/0.png 0\nclass0/99.png 0\n");
    measured(images, "--list", list.toString()).assertUnusable("class0/99.png");
  }

  @Test
  void aResetFileOfAnotherNetwork() {
    Path other = Shared.path("golden/squeezenet1_1-imagenet/random-0.pth");
    CliRun run = measured(Path.of("builtin:shapes"), "--images", "50", "--reset", "from:" + other);
    assertLastLine(run, "conv1.weight", "random-0.pth");
  }

  @Test
  void textsInFilesCannotSteerTheTerminal() throws IOException {
    Path page = file("page2.pth", "<html>\u001b[2J</html>");
    CliRun run = CliRun.of("inspect", page.toString(), "--arch", "resnet\u001b[31m20");
    assertThat(run.err()).doesNotContain("\u001b");
    assertThat(run.status()).isEqualTo(2);
  }
}
