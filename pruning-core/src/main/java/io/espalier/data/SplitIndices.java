package io.espalier.data;

import io.espalier.random.RandomKey;
import java.io.IOException;
import java.util.stream.IntStream;

/** Which rows of the examples go into which part, ascending in each. */
final class SplitIndices {
    private final IntStream.Builder train = IntStream.builder();
    private final IntStream.Builder validation = IntStream.builder();
    private final IntStream.Builder test = IntStream.builder();

    private SplitIndices() {}

    /**
     * Draws the parts class by class: of each class, every part gets its fraction to within one example, and at least
     * one example.
     *
     * @param rowsByClass the rows of each class
     * @param labels what messages call the classes
     * @param validationFraction 0 where no validation part is drawn
     * @param testFraction 0 where no test part is drawn
     * @param limit at most this many examples of each class are used
     * @throws IOException if a class has too few examples to be in every part
     */
    static SplitIndices draw(
            int[][] rowsByClass,
            Labels labels,
            double validationFraction,
            double testFraction,
            int limit,
            RandomKey key)
            throws IOException {
        SplitIndices parts = new SplitIndices();
        int drawn = (testFraction > 0 ? 1 : 0) + (validationFraction > 0 ? 1 : 0);
        int least = drawn + 1;
        for (int label = 0; label < rowsByClass.length; label++) {
            int[] rows = rowsByClass[label];
            if (rows.length < least) {
                throw new IOException("Cannot split the data: class " + labels.name(label) + " has " + rows.length
                        + " examples (must be at least " + least + ", one for each part)");
            }
            int used = Math.min(limit, rows.length);
            int tests = testFraction > 0 ? atLeast(1, used * testFraction, used - drawn) : 0;
            int heldOut = validationFraction > 0
                    ? atLeast(tests + 1, used * (testFraction + validationFraction), used - 1)
                    : tests;
            parts.add(rows, key.with(label).permutation(rows.length), tests, heldOut, used);
        }
        return parts;
    }

    /** At most {@code limit} rows of each class, ascending. */
    static int[] sample(int[][] rowsByClass, int limit, RandomKey key) {
        IntStream.Builder rows = IntStream.builder();
        for (int label = 0; label < rowsByClass.length; label++) {
            int[] ofClass = rowsByClass[label];
            IntStream.of(key.with(label).permutation(ofClass.length))
                    .limit(limit)
                    .forEach(i -> rows.add(ofClass[i]));
        }
        return rows.build().sorted().toArray();
    }

    private static int atLeast(int least, double share, int most) {
        return (int) Math.min(most, Math.max(least, Math.round(share)));
    }

    private void add(int[] rows, int[] order, int tests, int heldOut, int used) {
        for (int i = 0; i < used; i++) {
            IntStream.Builder part = i < tests ? test : i < heldOut ? validation : train;
            part.add(rows[order[i]]);
        }
    }

    int[] train() {
        return train.build().sorted().toArray();
    }

    int[] validation() {
        return validation.build().sorted().toArray();
    }

    int[] test() {
        return test.build().sorted().toArray();
    }
}
