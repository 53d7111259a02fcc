package io.espalier.penalty;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import java.util.List;

/**
 * R = strength sum |w|, with subgradient 0 at 0 (Tibshirani 1996).
 *
 * @param strength multiplier of the sum
 * @param biases whether biases are penalized too
 */
public record L1(
        @Default("0.0001") double strength,
        @Default("leave") Biases biases) implements Penalty {
    public L1 {
        check(strength >= 0, "strength", strength, "be at least 0");
    }

    public L1() {
        this(1e-4, Biases.LEAVE);
    }

    @Override
    public L1 scaled(double factor) {
        return new L1(strength * factor, biases);
    }

    @Override
    public Term begin(Network network, int examples) {
        return over(biases.and(network.layout()), strength);
    }

    /** The same over other parameters. */
    static Term over(List<Layout.Slot> slots, double strength) {
        return (weights, gradient, epoch) -> slots.stream()
                .mapToDouble(slot -> add(slot, strength, weights, gradient))
                .sum();
    }

    private static double add(Layout.Slot slot, double strength, float[] weights, float[] gradient) {
        double sum = 0;
        for (int i = slot.offset(); i < slot.end(); i++) {
            sum += Math.abs(weights[i]);
            gradient[i] += (float) (strength * Math.signum(weights[i]));
        }
        return strength * sum;
    }
}
