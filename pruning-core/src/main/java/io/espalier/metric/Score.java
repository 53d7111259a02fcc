package io.espalier.metric;

import io.espalier.binding.Variant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;

/**
 * A number that says how good predictions are on one part of the data, found by {@link ServiceLoader}: a record without
 * components. Tables have the columns {@code validation_X} and {@code test_X} for each score X, null where the task has no
 * such score. A score defines itself for the predictions of those tasks that have it, and for no others.
 */
public interface Score {
    /** All that are registered, in the order of their columns. */
    static List<Score> registered() {
        return Registry.ALL;
    }

    /** The score of a name in columns; empty if there is none. */
    static Optional<Score> named(String column) {
        return registered().stream()
                .filter(score -> score.column().equals(column))
                .findFirst();
    }

    /** The score that a column holds, as {@code error} in {@code validation_noise_error@0.1}; empty if it holds none. */
    static Optional<Score> inColumn(String column) {
        String name = column.split("@", 2)[0];
        return registered().stream()
                .filter(score -> name.endsWith("_" + score.column()))
                .max(Comparator.comparingInt(score -> score.column().length()));
    }

    /** Its name in columns, as in {@code validation_macro_f1}. */
    default String column() {
        return Variant.nameOf(this).replace('-', '_');
    }

    /** Which end of it is better. */
    Direction direction();

    /** What it is counted in. */
    Unit unit();

    /** Whether networks can be chosen by it; not by what only says how sure another score is. */
    default boolean isQuality() {
        return true;
    }

    /** Whether it is a number of examples over the number of all, so that its noise is that of a count. */
    default boolean isShareOfExamples() {
        return false;
    }

    /** Of predicted classes; empty where it is not defined. */
    default OptionalDouble of(ClassPredictions predictions) {
        return OptionalDouble.empty();
    }

    /** Of predicted labels, several an example; empty where it is not defined. */
    default OptionalDouble of(LabelPredictions predictions) {
        return OptionalDouble.empty();
    }

    /** Of predicted values; empty where it is not defined. */
    default OptionalDouble of(ValuePredictions predictions) {
        return OptionalDouble.empty();
    }

    /** Of predicted tokens, one at each step; empty where it is not defined. */
    default OptionalDouble of(SequencePredictions predictions) {
        return OptionalDouble.empty();
    }

    /** What a score is counted in. */
    enum Unit {
        /** A fraction in [0, 1]. */
        FRACTION("fraction"),
        /** Natural units of information. */
        NATS("nats"),
        /** Binary units of information. */
        BITS("bits"),
        /** The unit of the target. */
        TARGET("target's"),
        /** No unit. */
        NONE("");

        private final String spelling;

        Unit(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    /** Those that are registered, loaded once. */
    final class Registry {
        private static final List<Score> ALL = ServiceLoader.load(Score.class, Score.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();

        private Registry() {}
    }
}
