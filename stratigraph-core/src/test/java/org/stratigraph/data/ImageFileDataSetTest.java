package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;

class ImageFileDataSetTest {
  private static final byte[] PNG = Archives.PNG;

  @TempDir Path temp;

  private static DataSet open(Path path) {
    return DataSets.open(path.toString(), DataSetOptions.defaults());
  }

  private static List<String> labelled(DataSet data) {
    return data.samples().stream().map(s -> s.id() + " " + s.label().orElse(-1)).toList();
  }

  private static Map<String, byte[]> files(String... names) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(name, PNG);
    }
    return files;
  }

  private Path tar(Map<String, byte[]> files) throws Exception {
    return Files.write(temp.resolve("data.tar"), Archives.tar(files));
  }

  @Test
  void folderTarAndGzippedTarAreTheSame() throws Exception {
    Map<String, byte[]> files = files("b/2.png", "a/x.PNG", "b/1.png", "a/deep/er.png", "C/é.jpeg");
    Path folder = Archives.folder(temp.resolve("data"), files);
    Path tar = tar(files);
    Path gzipped = Files.write(temp.resolve("data.tgz"), Archives.gzip(Archives.tar(files)));

    // Code units: capital letters come before small ones, whatever the locale.
    List<String> expected =
        List.of("C/é.jpeg 0", "a/deep/er.png 1", "a/x.PNG 1", "b/1.png 2", "b/2.png 2");
    for (Path path : List.of(folder, tar, gzipped)) {
      DataSet data = open(path);
      assertThat(labelled(data)).isEqualTo(expected);
      assertThat(data.classCount()).hasValue(3);
      assertThat(data.notes()).isEmpty();
      try (StoredImages stored = data.open(data.samples())) {
        assertThat(stored.read(4).bytes()).isEqualTo(PNG);
      }
    }
  }

  @Test
  void orderDoesNotDependOnLocale() throws Exception {
    Path folder = Archives.folder(temp.resolve("data"), files("I/1.JPEG", "i/2.PNG", "ı/3.png"));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(labelled(open(folder))).containsExactly("I/1.JPEG 0", "i/2.PNG 1", "ı/3.png 2");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void everyMemberIsReadAtItsPlace() throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    String longName = "folder/" + "n".repeat(180) + ".png";
    files.put(longName, "long name".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 20; i++) {
      files.put(
          "folder/" + i + ".png",
          ("content " + i).repeat(i * 97).getBytes(StandardCharsets.US_ASCII));
    }
    for (Path path :
        List.of(
            tar(files),
            Files.write(temp.resolve("x.tar.gz"), Archives.gzip(Archives.tar(files))))) {
      DataSet data = open(path);
      try (StoredImages stored = data.open(data.samples())) {
        for (int i = 0; i < data.samples().size(); i++) {
          assertThat(stored.read(i).bytes()).isEqualTo(files.get(data.samples().get(i).id()));
        }
      }
    }
  }

  @Test
  void flatFolderIsUnlabelled() throws Exception {
    DataSet data = open(Archives.folder(temp.resolve("data"), files("2.png", "1.png")));
    assertThat(labelled(data)).containsExactly("1.png -1", "2.png -1");
    assertThat(data.labelled()).isFalse();
    assertThat(data.classCount()).isEmpty();
  }

  @Test
  void foldersAroundEverythingAreLeftAway() throws Exception {
    assertThat(labelled(open(tar(files("./x/y/cat/1.png", "./x/y/dog/1.png")))))
        .containsExactly("x/y/cat/1.png 0", "x/y/dog/1.png 1");
    DataSet one = open(tar(files("images/1.png", "images/2.png")));
    assertThat(one.labelled()).isFalse();
    assertThat(one.notes()).singleElement().asString().contains("\"images\"", "--classes");
  }

  @Test
  void imageNetFoldersHaveTheirPlaceAmongThousand() throws Exception {
    // Places in the list of ILSVRC2012: goldfish is 1, tabby cat 281, toilet tissue 999.
    DataSet data = open(tar(files("n15075141/a.JPEG", "n01443537/b.JPEG", "n02123045/c.JPEG")));
    assertThat(labelled(data))
        .containsExactly("n01443537/b.JPEG 1", "n02123045/c.JPEG 281", "n15075141/a.JPEG 999");
    assertThat(data.classCount()).hasValue(1000);
    assertThat(labelled(open(tar(files("n02123045/c.JPEG")))))
        .containsExactly("n02123045/c.JPEG 281");
  }

  @Test
  void classListGivesTheIndices() throws Exception {
    Path tar = tar(files("cat/1.png", "dog/1.png"));
    Path classes =
        Files.writeString(temp.resolve("classes.txt"), "dog a friend\r\nbird\r\ncat\r\n\r\n");
    DataSet data = DataSets.open(tar.toString(), DataSetOptions.defaults().withClasses(classes));
    assertThat(labelled(data)).containsExactly("cat/1.png 2", "dog/1.png 0");
    assertThat(data.classCount()).hasValue(3);

    Files.writeString(classes, "dog\nbird\n");
    assertUnusable(tar, DataSetOptions.defaults().withClasses(classes), "cat", "classes.txt");
    Files.writeString(classes, "dog\n\ncat\n");
    assertUnusable(tar, DataSetOptions.defaults().withClasses(classes), "line 2", "empty");
    Files.writeString(classes, "dog\ncat\ndog\n");
    assertUnusable(tar, DataSetOptions.defaults().withClasses(classes), "dog", "twice");
    Files.write(classes, new byte[] {(byte) 0xC3, 0x28});
    assertUnusable(tar, DataSetOptions.defaults().withClasses(classes), "UTF-8");
  }

  private static void assertUnusable(Path data, DataSetOptions options, String... parts) {
    assertThatThrownBy(() -> DataSets.open(data.toString(), options))
        .isInstanceOf(UnusableInputException.class)
        .message()
        .contains(parts);
  }

  @Test
  void whatIsLeftOutIsCounted() throws Exception {
    Map<String, byte[]> files =
        files("a/1.png", "b/1.png", "a/.DS_Store", "a/._1.png", "readme.txt", "b/notes.gif");
    DataSet data = open(Archives.folder(temp.resolve("data"), files));
    assertThat(data.samples()).hasSize(2);
    assertThat(data.notes())
        .containsExactly(
            "2 files not named .jpg, .jpeg or .png left out.",
            "2 files with a hidden name left out.");
  }

  @Test
  void linksAreFollowedOnlyInside() throws Exception {
    Path secret = Archives.folder(temp.resolve("outside"), files("secret.png"));
    Path folder = Archives.folder(temp.resolve("data"), files("a/1.png", "b/1.png"));
    Files.createSymbolicLink(folder.resolve("b/2.png"), folder.resolve("a/1.png"));
    Files.createSymbolicLink(folder.resolve("a/3.png"), secret.resolve("secret.png"));
    Files.createSymbolicLink(folder.resolve("c"), secret);
    Files.createSymbolicLink(folder.resolve("loop"), folder);

    DataSet data = open(folder);

    assertThat(labelled(data)).containsExactly("a/1.png 0", "b/1.png 1", "b/2.png 1");
    assertThat(data.notes()).singleElement().asString().startsWith("3 files left out");
  }

  @Test
  void tarEntriesThatLeadElsewhereAreLeftOut() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      Archives.entry(tar, "a/1.png", PNG);
      Archives.entry(tar, "../up.png", PNG);
      Archives.entry(tar, "a/../../up.png", PNG);
      Archives.entry(tar, "/etc/absolute.png", PNG);
      Archives.link(tar, "a/2.png", "/etc/passwd");
      Archives.entry(tar, "b/1.png", PNG);
    }
    DataSet data = open(Files.write(temp.resolve("data.tar"), bytes.toByteArray()));

    assertThat(labelled(data)).containsExactly("a/1.png 0", "b/1.png 1");
    assertThat(data.notes()).hasSize(2);
    assertThat(data.notes().get(0)).contains("1 file ", "a/2.png");
    assertThat(data.notes().get(1)).contains("3 files", "../up.png");
  }

  @Test
  void layoutsThatCouldMeanTwoThingsAreRefused() throws Exception {
    DataSetOptions none = DataSetOptions.defaults();
    assertUnusable(tar(files("a/1.png", "b/1.png", "1.png")), none, "a/1.png", "1.png", "--list");
    assertUnusable(tar(files("train/a/1.png", "val/a/1.png")), none, "train, val", "--list");
  }

  @Test
  void emptyOrForeignFilesAreRefused() throws Exception {
    DataSetOptions none = DataSetOptions.defaults();
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertUnusable(empty, none, "there are no images");
    assertUnusable(tar(files("readme.txt")), none, "there are no images", "1 file");
    assertUnusable(temp.resolve("missing"), none, "no such file or folder");
    assertUnusable(Files.createFile(temp.resolve("zero.tar")), none, "empty");
    Path page = Files.writeString(temp.resolve("page.tar"), "<!DOCTYPE html>".repeat(100));
    assertUnusable(page, none, "neither a tar archive");
    Path zip =
        Files.write(
            temp.resolve("zip.tar.gz"), Archives.gzip("hello".getBytes(StandardCharsets.US_ASCII)));
    assertUnusable(zip, none, "neither a tar archive");
    assertThatThrownBy(() -> DataSets.open("builtin:forms", none))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("builtin:shapes");
  }

  @Test
  void cutArchivesAreRefused() throws Exception {
    byte[] tar = Archives.tar(Map.of("a/1.png", new byte[5000]));
    Path cut = Files.write(temp.resolve("cut.tar"), Arrays.copyOf(tar, 2000));
    assertUnusable(cut, DataSetOptions.defaults(), "cut.tar", "cannot be read");
    byte[] gzipped = Archives.gzip(Archives.tar(files("a/1.png", "b/2.png")));
    Path half = Files.write(temp.resolve("half.tgz"), Arrays.copyOf(gzipped, gzipped.length / 2));
    assertUnusable(half, DataSetOptions.defaults(), "half.tgz");
  }

  @Test
  void sameNameTwiceIsRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      Archives.entry(tar, "a/1.png", PNG);
      Archives.entry(tar, "./a/1.png", PNG);
    }
    Path file = Files.write(temp.resolve("data.tar"), bytes.toByteArray());
    assertUnusable(file, DataSetOptions.defaults(), "a/1.png twice");
  }

  /** 300 MB of zeros in 0.3 MB: a ratio of about 1,000. */
  @Test
  void gzipBombIsRefused() throws Exception {
    Path bomb = temp.resolve("bomb.tar.gz");
    byte[] header = Arrays.copyOf(Archives.tar(Map.of("a/1.png", new byte[0])), 512);
    byte[] size = "7777777777\0".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, header, 125, size.length);
    int sum = 0;
    Arrays.fill(header, 148, 156, (byte) ' ');
    for (byte b : header) {
      sum += b & 0xFF;
    }
    byte[] octal = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, header, 148, 8);
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write(header);
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        out.write(zeros);
      }
    }
    assertUnusable(bomb, DataSetOptions.defaults(), "200 times its size");
  }

  @Test
  void listRestrictsOrdersAndLabels() throws Exception {
    Path tar = tar(files("a/1.png", "a/2 x.png", "b/1.png"));
    Path list = Files.writeString(temp.resolve("list.txt"), "b/1.png 1\n# no\n\n./a/2 x.png\t0\n");
    DataSet data = DataSets.open(tar.toString(), DataSetOptions.defaults().withList(list));
    assertThat(labelled(data)).containsExactly("b/1.png 1", "a/2 x.png 0");
    assertThat(data.classCount()).hasValue(2);

    Files.writeString(list, "b/1.png, 7\n");
    DataSet other = DataSets.open(tar.toString(), DataSetOptions.defaults().withList(list));
    assertThat(labelled(other)).containsExactly("b/1.png 7");
    assertThat(other.classCount()).isEmpty();
    assertThat(other.notes()).anyMatch(note -> note.contains("1 labels of the list differ"));
  }

  @Test
  void wrongListsAreRefused() throws Exception {
    Path tar = tar(files("a/1.png", "b/1.png"));
    Path list = temp.resolve("list.txt");
    DataSetOptions options = DataSetOptions.defaults().withList(list);
    assertUnusable(tar, options, "no such list");
    Map<String, String> wrong =
        Map.of(
            "a/1.png 0\nc/9.png 1\n", "1 of its 2 images are not in",
            "a/1.png\n", "line 1",
            "a/1.png -1\n", "class index",
            "/etc/passwd 0\n", "relative",
            "a/../../b/1.png 0\n", "relative",
            "C:\\x.png 0\n", "relative",
            "a/1.png 0\na/1.png 0\n", "repeats",
            "# nothing\n", "names no image");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      Files.writeString(list, one.getKey());
      assertUnusable(tar, options, "list.txt", one.getValue());
    }
  }
}
