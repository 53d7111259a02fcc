package io.espalier.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarPngTest {
    @TempDir
    Path folder;

    private Path write(BufferedImage image) throws IOException {
        Path file = folder.resolve("batch.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void makesARecordOfEveryRow() throws IOException {
        BufferedImage image = new BufferedImage(1024, 10_000, BufferedImage.TYPE_INT_RGB);
        image.setRGB(5, 9_999, 0x10_20_F0);
        int[] labels = new int[20_000];
        Arrays.setAll(labels, i -> i / 10_000 + i % 3);

        byte[] records = CifarPng.records(write(image), labels, 10_000);

        int last = 9_999 * 3073;
        assertThat(records).hasSize(10_000 * 3073);
        assertThat(records[last]).isEqualTo((byte) (1 + 19_999 % 3));
        assertThat(records[last + 1 + 5]).isEqualTo((byte) 0x10);
        assertThat(records[last + 1 + 1024 + 5]).isEqualTo((byte) 0x20);
        assertThat(records[last + 1 + 2048 + 5]).isEqualTo((byte) 0xF0);
        assertThat(records[last + 1 + 6]).isZero();
    }

    @Test
    void refusesAPictureOfAnotherSize() throws IOException {
        Path file = write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB));

        assertThatThrownBy(() -> CifarPng.records(file, new int[10_000], 0))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + file + ": not an image of 1024 x 10000 RGB pixels");
    }

    @Test
    void refusesAnotherNumberOfLabels() throws IOException {
        Files.writeString(folder.resolve("train_lables.json"), "[1, 2, 3]");

        assertThatThrownBy(() -> CifarPng.repack(folder, folder))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("wrong number of labels (expected 50000, found 3)");
    }
}
