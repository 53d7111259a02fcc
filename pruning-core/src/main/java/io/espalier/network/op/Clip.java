package io.espalier.network.op;

import static io.espalier.binding.InvalidValueException.check;

/**
 * The nearest number in [min, max]: (0, 6) is the ReLU6 of
 * <a href="https://arxiv.org/abs/1801.04381">MobileNetV2</a>.
 */
public record Clip(double min, double max) implements Activation {
    public Clip {
        check(min <= max, "min", min, "be at most max, " + max);
    }

    @Override
    public double of(double x) {
        return Math.max(min, Math.min(max, x));
    }
}
