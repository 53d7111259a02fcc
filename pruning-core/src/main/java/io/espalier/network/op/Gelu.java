package io.espalier.network.op;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** x times the standard normal distribution's chance of less than x: <a href="https://arxiv.org/abs/1606.08415">Hendrycks and Gimpel 2016</a>. */
public record Gelu() implements Activation {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    @Override
    public double of(double x) {
        return x * NORMAL.cumulativeProbability(x);
    }
}
