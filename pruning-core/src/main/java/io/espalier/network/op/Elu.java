package io.espalier.network.op;

/** x where it is positive, else alpha (exp(x) - 1): <a href="https://arxiv.org/abs/1511.07289">Clevert et al. 2016</a>. */
public record Elu(double alpha) implements Activation {
    @Override
    public double of(double x) {
        return x > 0 ? x : alpha * Math.expm1(x);
    }
}
