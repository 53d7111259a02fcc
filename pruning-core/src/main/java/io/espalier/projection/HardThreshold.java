package io.espalier.projection;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/**
 * The proximal step of the number of nonzero weights, lambda ||w||_0: the minimiser of (b - w)^2 / 2 + rate lambda [b != 0],
 * which is w where |w| > sqrt(2 rate lambda), else 0 (iterative hard thresholding; Blumensath and Davies 2009,
 * doi:10.1016/j.acha.2009.04.002). Made for plain gradient descent: under Adam the step is no proximal gradient. A weight
 * at 0 comes back where one step of the optimiser takes it over the bound; a {@code threshold} step behind the training
 * makes those at 0 the mask. Biases and norms stay.
 *
 * @param lambda penalty per weight
 */
public record HardThreshold(@Default("0.0001") double lambda) implements Projection {
    public HardThreshold {
        check(lambda >= 0, "lambda", lambda, "be at least 0");
    }

    public HardThreshold() {
        this(1e-4);
    }

    @Override
    public HardThreshold scaled(double factor) {
        return new HardThreshold(lambda * factor);
    }

    @Override
    public Operator begin(Network network) {
        List<Layout.Slot> slots = network.layout().slots(Role.WEIGHT);
        return (weights, rate) -> {
            double bound = Math.sqrt(2 * rate * lambda);
            for (Layout.Slot slot : slots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    weights[i] = Math.abs(weights[i]) > bound ? weights[i] : 0;
                }
            }
        };
    }
}
