package io.espalier.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One column of raw features, and how it is told to a network once the training part is known. */
public sealed interface FeatureColumn {
    String name();

    /** Whether NaN in it stands for a missing value, rather than for a mistake. */
    default boolean mayMiss() {
        return false;
    }

    /**
     * What the column becomes.
     *
     * @param column where it stands in {@code data}
     * @param train the rows that numbers and levels are taken from
     */
    ColumnEncoder fit(Dataset data, int column, int[] train);

    /** A number, as it is. */
    record Numeric(String name) implements FeatureColumn {
        @Override
        public ColumnEncoder fit(Dataset data, int column, int[] train) {
            return new ColumnEncoder.Same(name);
        }
    }

    /** A number, or NaN, which becomes the mean of the training part (0 if that has none). */
    record Imputed(String name) implements FeatureColumn {
        @Override
        public boolean mayMiss() {
            return true;
        }

        @Override
        public ColumnEncoder fit(Dataset data, int column, int[] train) {
            double mean = Arrays.stream(train)
                    .mapToDouble(row -> data.exactFeature(row, column))
                    .filter(Double::isFinite)
                    .average()
                    .orElse(0);
            return new ColumnEncoder.Filled(name, mean);
        }
    }

    /**
     * One of several levels, as its index; NaN where it is missing. Becomes an indicator for each level with at least
     * {@value #FEWEST} rows in the training part, and one for all others: the rarer, the missing and the unseen.
     *
     * @param levels all that there are in the data, in the order of their index
     */
    record Category(String name, List<String> levels) implements FeatureColumn {
        static final int FEWEST = 3;

        public Category {
            levels = List.copyOf(levels);
        }

        @Override
        public boolean mayMiss() {
            return true;
        }

        @Override
        public ColumnEncoder fit(Dataset data, int column, int[] train) {
            int[] counts = new int[levels.size()];
            for (int row : train) {
                double level = data.exactFeature(row, column);
                if (!Double.isNaN(level)) {
                    counts[(int) level]++;
                }
            }
            int[] kept = IntStream.range(0, counts.length)
                    .filter(level ->
                            counts[level] >= FEWEST && !levels.get(level).equals(EncodedFeature.OTHER))
                    .toArray();
            return new ColumnEncoder.OneHot(name, levels, kept);
        }
    }
}
