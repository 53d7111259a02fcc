package io.espalier.spark.data;

import io.espalier.data.AreaResize;
import io.espalier.data.format.Picture;
import io.espalier.data.format.PictureColor;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decodes files to pixels of one shape: the size that is asked for, or that of the first image. */
final class ImageDecoder {
    private final TableFiles files;
    private final PictureColor color;
    private final List<Integer> size;
    private final Map<ImageFile, float[]> pixels = new HashMap<>();
    private final CellFaults corrupt = new CellFaults();
    private final CellFaults sizes = new CellFaults();
    private @Nullable Shape shape;

    /** @param size height and width; empty where images are not resized */
    ImageDecoder(TableFiles files, PictureColor color, List<Integer> size) {
        this.files = files;
        this.color = color;
        this.size = List.copyOf(size);
    }

    /** Decodes all, several at a time; which of them is the first does not depend on that. */
    void decodeAll(List<ImageFile> images) {
        images.parallelStream().map(this::decode).toList().forEach(Runnable::run);
    }

    /** What is left to do in the order of the files. */
    private Runnable decode(ImageFile file) {
        try (InputStream bytes = files.open(file.path())) {
            Picture picture = Picture.read(bytes, color);
            if (size.isEmpty()) {
                return () -> add(file, picture.shape(), picture.levels());
            }
            AreaResize resize = new AreaResize(picture.shape(), size.get(0), size.get(1));
            float[] resized = resize.apply(picture.levels());
            return () -> add(file, resize.shape(), resized);
        } catch (IOException e) {
            return () -> corrupt.add("", () -> file.name() + " (" + e.getMessage() + ")");
        }
    }

    private void add(ImageFile file, Shape found, float[] levels) {
        shape = shape == null ? found : shape;
        if (found.equals(shape)) {
            pixels.put(file, levels);
        } else {
            sizes.add("", () -> file.name() + " (" + text(found) + ")");
        }
    }

    private static String text(Shape shape) {
        return shape.height() + " x " + shape.width();
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (corrupt.count() > 0) {
            problems.add(corrupt.describe("file that is no image", "files that are no images"));
        }
        if (sizes.count() > 0) {
            String first = text(shape());
            problems.add(sizes.describe("image of another size than " + first, "images of other sizes than " + first)
                    + " (size: [" + shape().height() + ", " + shape().width() + "] resizes all)");
        }
        return problems;
    }

    /** That of all images, once these are decoded. */
    Shape shape() {
        return Objects.requireNonNull(shape);
    }

    /** Levels of an image that was decoded. */
    float[] pixels(ImageFile file) {
        return Objects.requireNonNull(pixels.get(file));
    }
}
