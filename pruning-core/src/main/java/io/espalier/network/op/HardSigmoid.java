package io.espalier.network.op;

/** The nearest number in [0, 1] to alpha x + beta: a sigmoid of straight lines. */
public record HardSigmoid(double alpha, double beta) implements Activation {
    @Override
    public double of(double x) {
        return Math.max(0, Math.min(1, alpha * x + beta));
    }
}
