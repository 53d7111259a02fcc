package io.espalier.stats;

import java.util.Collection;

/** What the values of a column are counted in, and so how small a difference they can show however many seeds there are. */
public sealed interface Resolution {
    /** Of a column of error rates: how many examples they are fractions of. */
    static Resolution of(int examples) {
        return new Share(examples);
    }

    /**
     * Of a column of means over examples.
     *
     * @param standardErrors over the examples, of each seed
     * @param examples of all seeds alike
     */
    static Resolution ofSample(Collection<Double> standardErrors, int examples) {
        double squares =
                standardErrors.stream().mapToDouble(error -> error * error).sum();
        return new Sample(squares / standardErrors.size(), examples);
    }

    /** Of any other column, by its values: counts if all are whole numbers. */
    static Resolution of(Collection<Double> values) {
        return values.stream().allMatch(value -> value == Math.rint(value)) ? new Count() : new Continuous();
    }

    /** Whether values are of a sample of examples, so that they are noisy even where no seed shows it. */
    default boolean isOfExamples() {
        return false;
    }

    /** Of values of which some have this resolution and some another one. */
    default Resolution with(Resolution other) {
        return equals(other) ? this : new Continuous();
    }

    /** The mean of values; equal for samples of equal mean, whatever the order of their values. */
    double mean(Collection<Double> values);

    /** First less second, equal wherever the two are equally far apart. */
    double difference(double first, double second);

    /** Variance of the difference of two means that the seeds may not show, since all of them look at the same examples. */
    double variance(double first, double second);

    /** Whether the examples alone distinguish two values, at {@link PairedTest#LEVEL}; all that differ where none is known. */
    default boolean distinguishes(double first, double second) {
        double difference = difference(first, second);
        double variance = variance(first, second);
        return variance == 0
                ? difference != 0
                : StudentT.twoSided(difference / Math.sqrt(variance), freedom(2)) < PairedTest.LEVEL;
    }

    /** Degrees of freedom of that variance, for means over {@code seeds} values. */
    double freedom(int seeds);

    /**
     * Fractions of a number of examples. The mean is the sum of the counts over all examples of all seeds, in one
     * division. The counts do not tell which examples two treatments both get wrong, so their answers count as
     * independent: the variance is that of Agresti and Caffo (2000, doi:10.1080/00031305.2000.10474560),
     * p1 (1 - p1) / (N + 2) + p2 (1 - p2) / (N + 2) with p = (N error + 1) / (N + 2).
     */
    record Share(int examples) implements Resolution {
        @Override
        public boolean isOfExamples() {
            return true;
        }

        @Override
        public double mean(Collection<Double> values) {
            double counted = values.stream().mapToDouble(this::count).sum();
            return counted / ((double) examples * values.size());
        }

        @Override
        public double difference(double first, double second) {
            return (count(first) - count(second)) / examples;
        }

        @Override
        public double variance(double first, double second) {
            return ofOne(first) + ofOne(second);
        }

        @Override
        public double freedom(int seeds) {
            return examples;
        }

        private double ofOne(double error) {
            double p = (error * examples + 1) / (examples + 2.0);
            return p * (1 - p) / (examples + 2.0);
        }

        /** Exact where the value is a fraction of these examples. */
        private double count(double value) {
            double count = value * examples;
            return Math.abs(count - Math.rint(count)) < 1e-6 ? Math.rint(count) : count;
        }
    }

    /**
     * Means over examples, or functions of such, as an RMSE is: with a variance over the examples that is their own, and not
     * known of pairs, so two treatments count as independent.
     *
     * @param variance of one mean over the examples
     */
    record Sample(double variance, int examples) implements Resolution {
        private static final Continuous VALUES = new Continuous();

        @Override
        public boolean isOfExamples() {
            return true;
        }

        /** With the mean of both variances. */
        @Override
        public Resolution with(Resolution other) {
            return other instanceof Sample sample
                    ? new Sample((variance + sample.variance) / 2, Math.min(examples, sample.examples))
                    : new Continuous();
        }

        @Override
        public double mean(Collection<Double> values) {
            return VALUES.mean(values);
        }

        @Override
        public double difference(double first, double second) {
            return VALUES.difference(first, second);
        }

        @Override
        public double variance(double first, double second) {
            return 2 * variance;
        }

        @Override
        public double freedom(int seeds) {
            return Math.max(1, examples - 1);
        }
    }

    /** Whole numbers, as sizes are: known to half a unit, so the variance is that of rounding, 1/12 for each of the two. */
    record Count() implements Resolution {
        @Override
        public double mean(Collection<Double> values) {
            return values.stream().mapToDouble(value -> value).sum() / values.size();
        }

        @Override
        public double difference(double first, double second) {
            return first - second;
        }

        @Override
        public double variance(double first, double second) {
            return 2 / 12.0;
        }

        @Override
        public double freedom(int seeds) {
            return seeds - 1;
        }
    }

    /** Anything else: nothing is known besides the seeds. */
    record Continuous() implements Resolution {
        /** Below this part of the values a difference is that of their rounding. */
        public static final double ROUNDING = 1e-12;

        @Override
        public double mean(Collection<Double> values) {
            double origin = values.stream().mapToDouble(value -> value).min().orElse(0);
            double above = values.stream()
                    .mapToDouble(value -> value - origin)
                    .sorted()
                    .sum();
            return origin + above / values.size();
        }

        @Override
        public double difference(double first, double second) {
            double difference = first - second;
            return Math.abs(difference) <= ROUNDING * Math.max(Math.abs(first), Math.abs(second)) ? 0 : difference;
        }

        @Override
        public double variance(double first, double second) {
            return 0;
        }

        @Override
        public double freedom(int seeds) {
            return seeds - 1;
        }
    }
}
