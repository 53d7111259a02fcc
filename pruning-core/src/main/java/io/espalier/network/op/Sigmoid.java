package io.espalier.network.op;

/** 1 / (1 + exp(-x)). */
public record Sigmoid() implements Activation {
    @Override
    public double of(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
