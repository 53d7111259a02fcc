package io.espalier.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    /** Its fourth channel is ink, which a decoder may take for what is opaque. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 255})
    void refusesJpegsOfFourChannels(int level) throws IOException {
        byte[] jpeg = jpeg(4, level);

        assertThatThrownBy(() -> Picture.read(new ByteArrayInputStream(jpeg), PictureColor.RGB))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 255})
    void readsJpegsOfOne(int level) throws IOException {
        Picture picture = Picture.read(new ByteArrayInputStream(jpeg(1, level)), PictureColor.GREY);

        assertThat(picture.levels()).hasSize(64).containsOnly(level);
    }

    private static byte[] jpeg(int channels, int level) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, channels, null);
        int[] samples = new int[8 * 8 * channels];
        Arrays.fill(samples, level);
        raster.setPixels(0, 0, 8, 8, samples);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
