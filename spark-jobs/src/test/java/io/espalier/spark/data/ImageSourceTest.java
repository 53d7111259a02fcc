package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.ConfigException;
import io.espalier.data.ClassTargets;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import io.espalier.data.format.PictureColor;
import io.espalier.network.op.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {
    @TempDir
    Path folder;

    private void grey(String file, int height, int width, int... levels) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < levels.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, levels[i]);
        }
        write(file, image, "png");
    }

    private void color(String file, String format, Color... pixels) throws IOException {
        BufferedImage image = new BufferedImage(pixels.length, 1, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pixels.length; i++) {
            image.setRGB(i, 0, pixels[i].getRGB());
        }
        write(file, image, format);
    }

    private void write(String file, BufferedImage image, String format) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        assertThat(ImageIO.write(image, format, path.toFile())).isTrue();
    }

    private DatasetSource source(String options) {
        return Binder.ofContext()
                .parseYaml("{ source: images, path: " + folder + options + " }", DatasetSource.class, "data");
    }

    private Examples load(String options) throws IOException {
        return source(options).load();
    }

    private void assertRefuses(String options, String... reasons) {
        assertThatThrownBy(() -> load(options))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + folder + ": " + String.join("; ", reasons));
    }

    @Test
    void classesAreFoldersAndExamplesComeByName() throws IOException {
        grey("dog/b.png", 1, 2, 5, 6);
        grey("dog/a.png", 1, 2, 3, 4);
        grey("cat/z.png", 1, 2, 1, 255);
        Files.writeString(folder.resolve("dog/.hidden"), "not looked at");

        Dataset data = load(", color: grey").examples();

        assertThat(data.shape()).isEqualTo(new Shape(1, 1, 2));
        assertThat(data.targets().names()).containsExactly("cat", "dog");
        assertThat(ClassTargets.of(data).labels()).containsExactly(0, 1, 1);
        assertThat(data.features()).containsExactly(1, 255, 3, 4, 5, 6);
    }

    /** 0.299 * 10 + 0.587 * 20 + 0.114 * 30 = 18.15. */
    @Test
    void readsColourAsPlanesOrAsLuma() throws IOException {
        color("a/1.png", "png", new Color(10, 20, 30), Color.WHITE);
        color("b/1.png", "png", Color.RED, new Color(7, 7, 7));

        assertThat(load("").examples().features()).containsExactly(10, 255, 20, 255, 30, 255, 255, 7, 0, 7, 0, 7);
        assertThat(load(", color: grey").examples().features()).containsExactly(18.15f, 255, 76.245f, 7);
    }

    @Test
    void greyPicturesHaveThreeEqualPlanesInColour() throws IOException {
        grey("a/1.png", 1, 1, 77);
        grey("b/1.png", 1, 1, 200);
        assertThat(load("").examples().features()).containsExactly(77, 77, 77, 200, 200, 200);
    }

    /** Two bits a pixel: 3 is white, 1 a third of it. */
    @Test
    void readsPalettesAndDeepPicturesOnTheSameScale() throws IOException {
        byte[] levels = {0, 85, (byte) 170, (byte) 255};
        BufferedImage palette = new BufferedImage(
                2, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(2, 4, levels, levels, levels));
        palette.getRaster().setSample(0, 0, 0, 1);
        palette.getRaster().setSample(1, 0, 0, 3);
        write("a/1.png", palette, "png");
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 65535);
        deep.getRaster().setSample(1, 0, 0, 128);
        write("b/1.png", deep, "png");

        assertThat(load(", color: grey").examples().features()).containsExactly(85, 255, 255, 128 / 257f);
    }

    @Test
    void readsJpegOfOneColourExactly() throws IOException {
        color("a/1.jpg", "jpg", Color.BLACK, Color.BLACK);
        color("b/1.JPEG", "jpg", Color.WHITE, Color.WHITE);
        assertThat(load(", color: grey").examples().features()).containsExactly(0, 0, 255, 255);
    }

    @Test
    void resizesByArea() throws IOException {
        grey("a/1.png", 2, 4, 1, 3, 0, 8, 5, 7, 0, 0);
        grey("b/1.png", 3, 3, 0, 3, 6, 0, 3, 6, 0, 3, 6);

        Dataset data = load(", color: grey, size: [1, 2]").examples();

        assertThat(data.shape()).isEqualTo(new Shape(1, 1, 2));
        assertThat(data.features()).containsExactly(4, 2, 1, 5);
    }

    @Test
    void foldersOfPartsAreStandardSets() throws IOException {
        for (String part : new String[] {"train", "test", "validation"}) {
            grey(part + "/b/1.png", 1, 1, part.length());
            grey(part + "/a/1.png", 1, 1, 100 + part.length());
        }
        Examples read = load(", color: grey");
        assertThat(read.examples().features()).containsExactly(105, 5);
        assertThat(Objects.requireNonNull(read.test()).features()).containsExactly(104, 4);
        assertThat(Objects.requireNonNull(read.validation()).features()).containsExactly(110, 10);
    }

    @Test
    void refusesAClassThatOnlyTheTestSetHasAndWhatStandsBesideTheParts() throws IOException {
        grey("train/a/1.png", 1, 1, 1);
        grey("train/b/1.png", 1, 1, 2);
        grey("test/a/1.png", 1, 1, 3);
        grey("test/c/1.png", 1, 1, 4);
        grey("extra/1.png", 1, 1, 4);
        assertRefuses(
                "",
                "1 entry beside train and test: extra (must be train, test and validation alone)",
                "test has 1 class that train lacks: c");
    }

    @Test
    void namesAndCountsAllThatIsWrong() throws IOException {
        grey("a/good.png", 2, 2, 1, 2, 3, 4);
        grey("a/wide.png", 2, 3, 1);
        Files.writeString(folder.resolve("a/notes.txt"), "no image");
        byte[] png = Files.readAllBytes(folder.resolve("a/good.png"));
        Files.write(folder.resolve("a/zcut.png"), Arrays.copyOf(png, 45));
        Files.createDirectories(folder.resolve("a/inner"));
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("top.png"), "");
        assertThatThrownBy(() -> load(""))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read " + folder + ": 1 file outside of a class folder: top.png; "
                        + "1 class folder without a file: b; 1 folder in a class folder: a/inner; "
                        + "2 files that are no images: a/notes.txt (not a PNG or JPEG image), a/zcut.png (")
                .hasMessageEndingWith(
                        "; 1 image of another size than 2 x 2: a/wide.png (2 x 3) (size: [2, 2] resizes all)");
    }

    @Test
    void countsCorruptFilesBeyondTheFirst() throws IOException {
        grey("a/0.png", 1, 1, 1);
        grey("b/0.png", 1, 1, 2);
        for (int i = 1; i <= 5; i++) {
            Files.writeString(folder.resolve("b/" + i + ".jpg"), "");
        }
        assertRefuses(
                "",
                "5 files that are no images: b/1.jpg (not a PNG or JPEG image), b/2.jpg (not a PNG or JPEG image),"
                        + " b/3.jpg (not a PNG or JPEG image) and 2 more");
    }

    /** Whose decoder only warns, and makes up the rest. */
    @Test
    void refusesAJpegThatIsCutOff() throws IOException {
        BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            noise.setRGB(i % 64, i / 64, i * 2654435);
        }
        write("a/1.jpg", noise, "jpg");
        write("b/1.jpg", noise, "jpg");
        byte[] jpeg = Files.readAllBytes(folder.resolve("b/1.jpg"));
        Files.write(folder.resolve("b/1.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
        assertThatThrownBy(() -> load(""))
                .hasMessageStartingWith("Cannot read " + folder + ": 1 file that is no image: b/1.jpg (corrupt: ");
    }

    @Test
    void refusesOtherFormatsAndTransparentPixels() throws IOException {
        color("a/1.gif", "gif", Color.RED);
        BufferedImage glass = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        write("b/1.png", glass, "png");
        assertRefuses(
                "",
                "2 files that are no images: a/1.gif (not a PNG or JPEG image), b/1.png (it has transparent pixels)");
    }

    /** Its header alone; nothing is allocated by it. */
    @Test
    void refusesAPictureThatClaimsToBeHuge() throws IOException {
        grey("a/1.png", 1, 1, 1);
        grey("b/1.png", 1, 1, 1);
        byte[] png = Files.readAllBytes(folder.resolve("b/1.png"));
        png[16] = 0x7f; // the first byte of the width
        Files.write(folder.resolve("b/1.png"), png);
        assertRefuses("", "1 file that is no image: b/1.png (too large: 1 x 2130706433 pixels)");
    }

    @Test
    void refusesAnEmptyFolderAFileAndAMissingPath() throws IOException {
        assertRefuses("", "the folder is empty (must have a folder for each class)");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new ImageSource(file.toString(), List.of(), PictureColor.RGB).load())
                .hasMessage("Cannot read " + file + ": it is not a folder");
        ImageSource missing = new ImageSource(folder + "/none", List.of(), PictureColor.RGB);
        assertThatThrownBy(missing::requirePresent)
                .hasMessage("Cannot read " + folder + "/none: no such file or folder");
        assertThatThrownBy(missing::load).hasMessage("Cannot read " + folder + "/none: no such file or folder");
    }

    @Test
    void refusesOneClassOnly() throws IOException {
        grey("only/1.png", 1, 1, 1);
        grey("only/2.png", 1, 1, 2);
        assertThatThrownBy(() -> new DataSpec(source(""), 0.2, 0.2, 0, DataSpec.Scaling.UNIT, null).load())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot use the data: ");
    }

    @Test
    void refusesSizesThatAreNone() {
        for (String size : new String[] {"[0, 2]", "[3]", "[2, 5000]"}) {
            assertThatThrownBy(() -> source(", size: " + size))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("must be [height, width], each in 1..4096");
        }
    }

    @Test
    void cannotBeARegression() throws IOException {
        grey("a/1.png", 1, 1, 1);
        assertThatThrownBy(() -> source("").load(Targets.Kind.VALUES)).isInstanceOf(IOException.class);
    }

    /** Content is what counts: the hash is the same from another path, and another with a pixel changed. */
    @Test
    void isKnownByItsContent() throws IOException {
        for (int i = 0; i < 12; i++) {
            grey((i % 2 == 0 ? "one/a/" : "one/b/") + i + ".png", 1, 2, i, i * i);
        }
        Path one = folder.resolve("one");
        String hash = hash(one);
        copy(one, folder.resolve("copy"));
        assertThat(hash(folder.resolve("copy"))).isEqualTo(hash);
        assertThat(source("/one").files()).hasSize(12);
        grey("one/a/4.png", 1, 2, 4, 17);
        assertThat(hash(one)).isNotEqualTo(hash);
    }

    private static String hash(Path from) throws IOException {
        DatasetSource source = new ImageSource(from.toString(), List.of(), PictureColor.RGB);
        return new DataSpec(source, 0.2, 0.2, 0, DataSpec.Scaling.UNIT, null)
                .load()
                .hash();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    @Test
    void writesOnlyWhatIsAskedFor() {
        assertThat(Canonical.json(source(""))).isEqualTo("{\"path\":\"" + folder + "\",\"source\":\"images\"}");
    }
}
