package io.espalier.data;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source gives: examples to split, and the standard sets where the source has them.
 *
 * @param columns what their features are called, and what NaN means in a feature
 * @param test the source's own test set; where null, a test part is split off
 * @param validation the source's own validation set; where null, a validation part is split off
 */
public record Examples(
        Dataset examples, @Nullable Dataset test, @Nullable Dataset validation, Columns columns) {
    /** Without names. */
    public Examples(Dataset examples, @Nullable Dataset test, @Nullable Dataset validation) {
        this(examples, test, validation, Columns.UNNAMED);
    }

    /** Without names, nor a validation set of their own. */
    public Examples(Dataset examples, @Nullable Dataset test) {
        this(examples, test, null);
    }

    /**
     * Refuses what cannot be learned from.
     *
     * @throws IOException if there are no examples, a feature is not a finite number, all have one target, or a
     *     standard set has another shape or other targets
     */
    void check() throws IOException {
        check(examples, "example");
        Optional<String> problem = examples.targets().problem();
        if (problem.isPresent()) {
            throw new IOException("Cannot use the data: " + problem.get());
        }
        checkStandard(test, "test");
        checkStandard(validation, "validation");
    }

    private void checkStandard(@Nullable Dataset set, String name) throws IOException {
        if (set == null) {
            return;
        }
        check(set, name + " example");
        boolean alike =
                set.shape().equals(examples.shape()) && examples.targets().isLike(set.targets());
        if (!alike) {
            throw new IOException("Cannot use the data: the " + name + " set has " + set.shape() + " and "
                    + set.targets() + " (must be " + examples.shape() + " and " + examples.targets() + ")");
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
