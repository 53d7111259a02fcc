package io.espalier.network.op;

/** Hyperbolic tangent. */
public record Tanh() implements Activation {
    @Override
    public double of(double x) {
        return Math.tanh(x);
    }
}
