package io.espalier.data.format;

import io.espalier.network.op.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture as planes of levels in 0..255, row by row. Levels are those of the file: deeper than 8 bits they have
 * fractions, and colour profiles, gamma and a camera's orientation are not applied.
 */
public final class Picture {
    private static final Set<String> FORMATS = Set.of("png", "jpeg");
    private static final int LARGEST_SIDE = 1 << 14;
    private static final int CMYK_BANDS = 4;
    private static final long MOST_PIXELS = 1 << 26;

    private final Shape shape;
    private final float[] levels;

    private Picture(Shape shape, float[] levels) {
        this.shape = shape;
        this.levels = levels;
    }

    /**
     * Decodes a whole file.
     *
     * @throws IOException if it is not PNG or JPEG, corrupt, truncated, larger than 2^14 pixels a side or 2^26 in all, or
     *     has transparent pixels
     */
    public static Picture read(InputStream file, PictureColor color) throws IOException {
        try (MemoryCacheImageInputStream bytes = new MemoryCacheImageInputStream(file)) {
            ImageReader reader = reader(ImageIO.getImageReaders(bytes));
            try {
                reader.setInput(bytes);
                return of(image(reader), color);
            } catch (RuntimeException e) {
                throw new IOException("corrupt: " + e.getMessage(), e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static ImageReader reader(Iterator<ImageReader> candidates) throws IOException {
        while (candidates.hasNext()) {
            ImageReader reader = candidates.next();
            if (FORMATS.contains(formatOf(reader))) {
                return reader;
            }
        }
        throw new IOException("not a PNG or JPEG image");
    }

    private static String formatOf(ImageReader reader) {
        return reader.getOriginatingProvider().getFormatNames()[0].toLowerCase(Locale.ROOT);
    }

    /** Sizes are looked at before there is memory for pixels. A JPEG that is cut off is decoded with no more than a warning. */
    private static BufferedImage image(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (Math.max(width, height) > LARGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw new IOException("too large: " + height + " x " + width + " pixels");
        }
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        for (String warning : warnings) {
            if (warning.startsWith("Premature") || warning.startsWith("Corrupt")) {
                throw new IOException("corrupt: " + warning);
            }
        }
        if (image.getRaster().getNumBands() == CMYK_BANDS && !formatOf(reader).equals("png")) {
            throw new IOException("it has four colour channels, as CMYK has (must be grey or RGB)");
        }
        return image;
    }

    private static Picture of(BufferedImage image, PictureColor color) throws IOException {
        Raster raster = image.getColorModel() instanceof IndexColorModel palette
                ? palette.convertToIntDiscrete(image.getRaster(), true).getRaster()
                : image.getRaster();
        PictureSamples samples = new PictureSamples(raster);
        if (samples.isTransparent()) {
            throw new IOException("it has transparent pixels");
        }
        Shape shape = new Shape(color.planes(), raster.getHeight(), raster.getWidth());
        float[] levels = new float[shape.elements()];
        for (int i = 0; i < levels.length; i++) {
            int position = i % shape.positions();
            levels[i] = (float)
                    color.level(samples, i / shape.positions(), position % shape.width(), position / shape.width());
        }
        return new Picture(shape, levels);
    }

    public Shape shape() {
        return shape;
    }

    public float[] levels() {
        return levels;
    }
}
