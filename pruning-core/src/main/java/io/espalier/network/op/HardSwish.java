package io.espalier.network.op;

/** x times the nearest number in [0, 1] to x / 6 + 1 / 2, of <a href="https://arxiv.org/abs/1905.02244">MobileNetV3</a>. */
public record HardSwish() implements Activation {
    @Override
    public double of(double x) {
        return x * Math.max(0, Math.min(1, x / 6 + 0.5));
    }
}
