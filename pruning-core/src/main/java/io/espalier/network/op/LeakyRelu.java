package io.espalier.network.op;

/** x where it is positive, else alpha x. */
public record LeakyRelu(double alpha) implements Activation {
    @Override
    public double of(double x) {
        return x > 0 ? x : alpha * x;
    }
}
