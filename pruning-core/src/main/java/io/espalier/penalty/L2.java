package io.espalier.penalty;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import java.util.List;

/**
 * R = strength sum w^2, part of the loss, so that Adam scales it: not the decay of AdamW.
 *
 * @param strength multiplier of the sum
 * @param biases whether biases are penalized too
 */
public record L2(
        @Default("0.0001") double strength,
        @Default("leave") Biases biases) implements Penalty {
    public L2 {
        check(strength >= 0, "strength", strength, "be at least 0");
    }

    public L2() {
        this(1e-4, Biases.LEAVE);
    }

    @Override
    public L2 scaled(double factor) {
        return new L2(strength * factor, biases);
    }

    @Override
    public Term begin(Network network, int examples) {
        List<Layout.Slot> slots = biases.and(network.layout());
        return (weights, gradient, epoch) ->
                slots.stream().mapToDouble(slot -> add(slot, weights, gradient)).sum();
    }

    private double add(Layout.Slot slot, float[] weights, float[] gradient) {
        double sum = 0;
        for (int i = slot.offset(); i < slot.end(); i++) {
            sum += (double) weights[i] * weights[i];
            gradient[i] += (float) (2 * strength * weights[i]);
        }
        return strength * sum;
    }
}
