package io.espalier.network.op;

import io.espalier.binding.Default;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * x times the standard normal distribution's chance of less than x: <a href="https://arxiv.org/abs/1606.08415">Hendrycks and
 * Gimpel 2016</a>.
 *
 * @param approximate how the chance is worked out
 */
public record Gelu(@Default("none") Approximation approximate) implements Activation {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /** What the approximation multiplies x^3 by. */
    public static final double CUBE = 0.044715;
    /** What it multiplies the sum of both by. */
    public static final double SLOPE = Math.sqrt(2 / Math.PI);

    /** Ways to work the chance out. */
    public enum Approximation {
        NONE {
            @Override
            double chance(double x) {
                return NORMAL.cumulativeProbability(x);
            }
        },
        /** (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2. */
        TANH {
            @Override
            double chance(double x) {
                return (1 + Math.tanh(SLOPE * (x + CUBE * x * x * x))) / 2;
            }
        };

        abstract double chance(double x);
    }

    /** Without approximation. */
    public Gelu() {
        this(Approximation.NONE);
    }

    @Override
    public double of(double x) {
        return x * approximate.chance(x);
    }
}
