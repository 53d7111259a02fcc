package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

/** Writes pictures and reads them. */
abstract class ImageReading {
    @TempDir
    Path folder;

    void grey(String file, int height, int width, int... levels) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < levels.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, levels[i]);
        }
        write(file, image, "png");
    }

    void color(String file, String format, Color... pixels) throws IOException {
        BufferedImage image = new BufferedImage(pixels.length, 1, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pixels.length; i++) {
            image.setRGB(i, 0, pixels[i].getRGB());
        }
        write(file, image, format);
    }

    void write(String file, BufferedImage image, String format) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        assertThat(ImageIO.write(image, format, path.toFile())).isTrue();
    }

    DatasetSource source(String options) {
        return Binder.ofContext()
                .parseYaml("{ source: images, path: " + folder + options + " }", DatasetSource.class, "data");
    }

    Examples load(String options) throws IOException {
        return source(options).load();
    }

    void assertRefuses(String options, String... reasons) {
        assertThatThrownBy(() -> load(options))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + folder + ": " + String.join("; ", reasons));
    }
}
