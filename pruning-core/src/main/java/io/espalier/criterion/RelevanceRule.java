package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import java.util.List;

/**
 * How layer-wise relevance propagation shares an output's relevance R_k among the terms a_j w_jk that it is the sum of
 * (Bach et al. 2015; Montavon et al. 2019).
 */
public sealed interface RelevanceRule {
    /** What the denominator is kept away from 0 by. */
    double epsilon();

    /** Which terms count. */
    List<Terms> terms();

    /** The products of inputs of one sign and weights of one sign. */
    record Terms(Sign inputs, Sign weights) {}

    /**
     * R_jk = (a_j w_jk)+ / (epsilon + sum over j of (a_j w_jk)+) R_k: biases left out, so relevance is conserved.
     *
     * @param epsilon added to the denominator
     */
    record ZPlus(@Default("1e-9") double epsilon) implements RelevanceRule {
        public ZPlus {
            checkEpsilon(epsilon);
        }

        /** Of inputs and weights of one sign the product is positive. */
        @Override
        public List<Terms> terms() {
            return List.of(new Terms(Sign.POSITIVE, Sign.POSITIVE), new Terms(Sign.NEGATIVE, Sign.NEGATIVE));
        }
    }

    /**
     * R_jk = a_j w_jk+ / (z_k + epsilon sign z_k) R_k with z_k = sum over j of a_j w_jk+: where no input is negative this
     * is z+, and behind a layer without ReLU what published code makes of it.
     *
     * @param epsilon added to the denominator
     */
    record PositiveWeights(@Default("1e-9") double epsilon) implements RelevanceRule {
        public PositiveWeights {
            checkEpsilon(epsilon);
        }

        @Override
        public List<Terms> terms() {
            return List.of(new Terms(Sign.ANY, Sign.POSITIVE));
        }
    }

    /**
     * R_jk = a_j w_jk / (z_k + epsilon sign z_k) R_k with z_k = b_k + sum over j of a_j w_jk.
     *
     * @param epsilon added to the denominator
     */
    record Epsilon(@Default("0.01") double epsilon) implements RelevanceRule {
        public Epsilon {
            checkEpsilon(epsilon);
        }

        @Override
        public List<Terms> terms() {
            return List.of(new Terms(Sign.ANY, Sign.ANY));
        }
    }

    /** The numbers of one sign, the others as 0. */
    enum Sign {
        POSITIVE {
            @Override
            public float of(float value) {
                return Math.max(0, value);
            }
        },
        NEGATIVE {
            @Override
            public float of(float value) {
                return Math.min(0, value);
            }
        },
        ANY {
            @Override
            public float of(float value) {
                return value;
            }
        };

        public abstract float of(float value);
    }

    /** A denominator. */
    default double stabilized(double sum) {
        return sum < 0 ? sum - epsilon() : sum + epsilon();
    }

    private static void checkEpsilon(double epsilon) {
        check(epsilon > 0 && Double.isFinite(epsilon), "epsilon", epsilon, "be above 0");
    }
}
