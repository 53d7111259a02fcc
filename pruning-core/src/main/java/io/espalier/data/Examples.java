package io.espalier.data;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a source gives: examples to split, and the standard sets where the source has them.
 *
 * @param columns what their features and labels are called, and what NaN means in a feature
 * @param test the source's own test set; where null, a test part is split off
 * @param validation the source's own validation set; where null, a validation part is split off
 */
public record Examples(
        Dataset examples, @Nullable Dataset test, @Nullable Dataset validation, Columns columns) {
    /** Without names. */
    public Examples(Dataset examples, @Nullable Dataset test, @Nullable Dataset validation) {
        this(examples, test, validation, Columns.unnamed(examples.classes()));
    }

    /** Without names, nor a validation set of their own. */
    public Examples(Dataset examples, @Nullable Dataset test) {
        this(examples, test, null);
    }

    /**
     * Refuses what cannot be learned from.
     *
     * @throws IOException if there are no examples, a feature is not a finite number, all are of one class, or a
     *     standard set has another shape or other classes
     */
    void check() throws IOException {
        check(examples, "example");
        if (Arrays.stream(examples.labels()).distinct().count() < 2) {
            throw new IOException("Cannot use the data: all examples are of class "
                    + columns.labels().name(examples.labels()[0]) + " (must be of two or more)");
        }
        checkStandard(test, "test");
        checkStandard(validation, "validation");
    }

    private void checkStandard(@Nullable Dataset set, String name) throws IOException {
        if (set == null) {
            return;
        }
        check(set, name + " example");
        boolean alike = set.shape().equals(examples.shape()) && set.classes() == examples.classes();
        if (!alike) {
            throw new IOException("Cannot use the data: the " + name + " set has " + set.shape() + " and "
                    + set.classes() + " classes (must be " + examples.shape() + " and " + examples.classes() + ")");
        }
    }

    private void check(Dataset data, String what) throws IOException {
        if (data.size() == 0) {
            throw new IOException("Cannot use the data: it has no " + what + "s");
        }
        float[] features = data.features();
        int width = data.shape().elements();
        for (int i = 0; i < features.length; i++) {
            boolean missing = Float.isNaN(features[i]) && columns.mayMiss(i % width);
            if (!missing && !Float.isFinite(features[i])) {
                throw new IOException("Cannot use the data: " + what + " in row " + i / width + ", "
                        + columns.name(i % width) + " is " + features[i] + " (must be finite)");
            }
        }
    }
}
