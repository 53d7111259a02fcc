package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.ConfigException;
import io.espalier.data.DataSpec;
import io.espalier.data.Targets;
import io.espalier.data.format.PictureColor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Folders of images that cannot be read. */
class ImageRefusalsTest extends ImageReading {
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
}
