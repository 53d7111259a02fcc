package io.espalier.data;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a source gives: examples to split, and the standard test set where the source has one.
 *
 * @param test the source's own test set; where null, a test part is split off
 */
public record Examples(Dataset examples, @Nullable Dataset test) {

    /**
     * Refuses what cannot be learned from.
     *
     * @throws IOException if there are no examples, a feature is not a finite number, all are of one class, or the test
     *     set has another shape or other classes
     */
    void check() throws IOException {
        check(examples, "example");
        if (Arrays.stream(examples.labels()).distinct().count() < 2) {
            throw new IOException("Cannot use the data: all examples are of class " + examples.labels()[0]
                    + " (must be of two or more)");
        }
        if (test != null) {
            check(test, "test example");
            boolean alike = test.shape().equals(examples.shape()) && test.classes() == examples.classes();
            if (!alike) {
                throw new IOException("Cannot use the data: the test set has " + test.shape() + " and " + test.classes()
                        + " classes (must be " + examples.shape() + " and " + examples.classes() + ")");
            }
        }
    }

    private static void check(Dataset data, String what) throws IOException {
        if (data.size() == 0) {
            throw new IOException("Cannot use the data: it has no " + what + "s");
        }
        float[] features = data.features();
        int width = data.shape().elements();
        for (int i = 0; i < features.length; i++) {
            if (!Float.isFinite(features[i])) {
                throw new IOException("Cannot use the data: " + what + " in row " + i / width + ", column " + i % width
                        + " is " + features[i] + " (must be finite)");
            }
        }
    }
}
