package io.espalier.data.source;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.download.PublishedFile;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The test part of UCI's optical recognition of handwritten digits (Alpaydin and Kaynak 1998), inside the jar: 1,797
 * images of 8 x 8 counts in 0..16, 10 classes, no standard test set.
 */
public record Digits() implements DatasetSource {
    private static final Shape SHAPE = new Shape(1, 8, 8);
    private static final int CLASSES = 10;
    private static final PublishedFile FILE = new PublishedFile(
            "digits.csv", 264_712, "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8");

    @Override
    public Examples load() throws IOException {
        List<String> lines =
                new String(bytes(), StandardCharsets.US_ASCII).lines().toList();
        float[] features = new float[lines.size() * SHAPE.elements()];
        int[] labels = new int[lines.size()];
        for (int row = 0; row < labels.length; row++) {
            String[] cells = lines.get(row).split(",");
            for (int i = 0; i < SHAPE.elements(); i++) {
                features[row * SHAPE.elements() + i] = Float.parseFloat(cells[i]);
            }
            labels[row] = Integer.parseInt(cells[SHAPE.elements()]);
        }
        return new Examples(new Dataset(SHAPE, CLASSES, features, labels), null);
    }

    private static byte[] bytes() throws IOException {
        try (InputStream resource = Digits.class.getResourceAsStream("digits.csv.gz")) {
            if (resource == null) {
                throw new IOException("Cannot read digits.csv.gz: it is not on the class path");
            }
            return FILE.verified(new GZIPInputStream(resource), "digits.csv.gz");
        }
    }
}
