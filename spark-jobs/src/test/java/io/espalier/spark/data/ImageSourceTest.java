package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Canonical;
import io.espalier.data.ClassTargets;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.format.PictureColor;
import io.espalier.network.op.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageSourceTest extends ImageReading {
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
