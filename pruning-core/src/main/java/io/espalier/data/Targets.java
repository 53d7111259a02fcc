package io.espalier.data;

import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is to be predicted of examples, one target an example. A network has {@link #outputs()} numbers for each, and
 * {@link #names()} are what these are called in the data. Arrays inside are shared, not copied: nobody writes to them.
 */
public sealed interface Targets permits ClassTargets, LabelTargets, SequenceTargets, ValueTargets {
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
        },
        /** A token at each step. */
        SEQUENCES {
            @Override
            public Targets ofTwo() {
                return new SequenceTargets(2, new int[] {0, 1, 1, 0}, 2, SequenceTargets.Alignment.SAME_STEP);
            }

            @Override
            public Targets beside(List<Targets> columns) {
                throw new IllegalArgumentException(
                        "a column has no token at each step (source: corpus or arrays can have)");
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

    /** The shape of what a network gives for one example: a vector, or each class at each step. */
    default Shape shape() {
        return Shape.vector(outputs());
    }

    /** What each output is called: its class or its column; where there are several steps, those of one of them. */
    List<String> names();

    /**
     * How values are scaled for a network, (value - shift) / scale, one an output; empty for classes, whose outputs are
     * logits.
     */
    default Optional<FeatureScaling> valueScaling() {
        return Optional.empty();
    }

    /** How many examples tell of what is called by a name: those of a class; or how many steps. */
    int count(int name);

    /** Whether an example has a target at a position of {@link #shape()}: not where a sequence ended before. */
    default boolean isKnown(int example, int position) {
        return true;
    }

    /** Whether a target stands in the input, behind its own step: what predicts it must not see it. */
    default boolean isNextOfInput() {
        return false;
    }

    /** Whether an output stands for the target of an example: that of its class does. */
    boolean concerns(int example, int output);

    /** The order of the targets of two rows, as of {@link java.util.Comparator}. */
    int compare(int row, int other);

    /** Rows, ascending, that a split divides by the same fractions: those of each class, or else all. */
    default int[][] strata() {
        return new int[][] {IntStream.range(0, size()).toArray()};
    }

    /**
     * The order in which so many rows of a stratum are dealt out, first to the test part, then to validation and training.
     *
     * @param used how many of the rows are
     */
    default int[] order(int rows, int used, RandomKey key) {
        return key.permutation(rows);
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
