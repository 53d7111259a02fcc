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
     * Draws the parts stratum by stratum, class by class where there are classes: of each, every part gets its fraction to
     * within one example, and at least one example.
     *
     * @param validationFraction 0 where no validation part is drawn
     * @param testFraction 0 where no test part is drawn
     * @param limit at most this many examples of each stratum are used
     * @throws IOException if a stratum has too few examples to be in every part
     */
    static SplitIndices draw(Targets targets, double validationFraction, double testFraction, int limit, RandomKey key)
            throws IOException {
        SplitIndices parts = new SplitIndices();
        int drawn = (testFraction > 0 ? 1 : 0) + (validationFraction > 0 ? 1 : 0);
        int least = drawn + 1;
        int[][] strata = targets.strata();
        for (int i = 0; i < strata.length; i++) {
            int[] rows = strata[i];
            if (rows.length < least) {
                throw new IOException("Cannot split the data: " + targets.stratum(i) + " has " + rows.length
                        + " examples (must be at least " + least + ", one for each part)");
            }
            int used = Math.min(limit, rows.length);
            int tests = testFraction > 0 ? atLeast(1, used * testFraction, used - drawn) : 0;
            int heldOut = validationFraction > 0
                    ? atLeast(tests + 1, used * (testFraction + validationFraction), used - 1)
                    : tests;
            parts.add(rows, targets.order(rows.length, used, key.with(i)), tests, heldOut, used);
        }
        return parts;
    }

    /** At most {@code limit} rows of each stratum, ascending. */
    static int[] sample(int[][] strata, int limit, RandomKey key) {
        IntStream.Builder rows = IntStream.builder();
        for (int number = 0; number < strata.length; number++) {
            int[] stratum = strata[number];
            IntStream.of(key.with(number).permutation(stratum.length))
                    .limit(limit)
                    .forEach(i -> rows.add(stratum[i]));
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
