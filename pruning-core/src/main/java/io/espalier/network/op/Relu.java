package io.espalier.network.op;

/** max(0, x). */
public record Relu() implements Activation {
    @Override
    public Kind kind() {
        return Kind.RECTIFIER;
    }

    @Override
    public double of(double x) {
        return Math.max(0, x);
    }
}
