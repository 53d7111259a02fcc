package io.espalier.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is to be predicted of examples, one target an example. A network has {@link #outputs()} numbers for each, and
 * {@link #names()} are what these are called in the data. Arrays inside are shared, not copied: nobody writes to them.
 */
public sealed interface Targets permits ClassTargets, LabelTargets, ValueTargets {
    /** What a label of the data is read as. */
    enum Kind {
        /** One of several classes. */
        CLASSES {
            @Override
            public Targets ofTwo() {
                return new ClassTargets(2, new int[] {0, 1});
            }

            @Override
            public Targets beside(List<Targets> columns) {
                if (columns.size() > 1) {
                    throw new IllegalArgumentException("there are " + columns.size()
                            + " targets (must be one in a classification; task: multi-label learns several)");
                }
                return columns.get(0);
            }
        },
        /** Some of several labels. */
        LABELS {
            @Override
            public Targets ofTwo() {
                return new LabelTargets(List.of("label"), new int[] {0, 1});
            }

            @Override
            public Targets beside(List<Targets> columns) {
                return LabelTargets.beside(
                        columns.stream().map(LabelTargets::of).toList());
            }
        },
        /** A number. */
        VALUES {
            @Override
            public Targets ofTwo() {
                return new ValueTargets(List.of("target"), new double[] {0, 1});
            }

            @Override
            public Targets beside(List<Targets> columns) {
                return ValueTargets.beside(
                        columns.stream().map(ValueTargets::of).toList());
            }
        };

        /** Of two examples that differ: the simplest there are. */
        public abstract Targets ofTwo();

        /**
         * Columns of the same rows as targets of all of them.
         *
         * @throws IllegalArgumentException if there are several, and an example has but one class
         */
        public abstract Targets beside(List<Targets> columns);
    }

    /** Number of examples. */
    int size();

    /** How many numbers a network gives for one example. */
    int outputs();

    /** What each output is called: its class or its column. */
    List<String> names();

    /**
     * How values are scaled for a network, (value - shift) / scale, one an output; empty for classes, whose outputs are
     * logits.
     */
    default Optional<FeatureScaling> valueScaling() {
        return Optional.empty();
    }

    /** How many examples tell of an output: those of a class. */
    int count(int output);

    /** Whether an output stands for the target of an example: that of its class does. */
    boolean concerns(int example, int output);

    /** The order of the targets of two rows, as of {@link java.util.Comparator}. */
    int compare(int row, int other);

    /** Rows, ascending, that a split divides by the same fractions: those of each class, or else all. */
    default int[][] strata() {
        return new int[][] {IntStream.range(0, size()).toArray()};
    }

    /** What a stratum is called in a message, as in {@code class 3}. */
    default String stratum(int number) {
        return "the set";
    }

    /** Why there is nothing to be learned, if there is not. */
    Optional<String> problem();

    /** Whether targets of another set can be learned together with these. */
    boolean isLike(Targets other);

    /** The targets of these rows, in this order. */
    Targets select(int[] rows);

    /** All targets, scaled by what these rows tell. */
    Targets fit(int[] rows);

    /** The same, scaled as others are. */
    Targets scaledAs(Targets other);

    /** The same with what outputs are called, which a {@link SplitsFile} need not hold. */
    default Targets called(List<String> names) {
        return this;
    }

    /** How they stand in a file. */
    TargetsTensor tensor();

    /** What stands in a file, as words of four bytes. */
    int[] words();
}
