package io.espalier.penalty;

import io.espalier.binding.Default;
import io.espalier.network.Network;

/**
 * Group lasso and L1 at one strength, R = R_GL + R_L1 (Scardapane et al. 2017): few units, and few weights in those.
 *
 * @param strength multiplier of both sums
 */
public record SparseGroupLasso(@Default("0.0001") double strength) implements Penalty {
    public SparseGroupLasso() {
        this(1e-4);
    }

    @Override
    public SparseGroupLasso scaled(double factor) {
        return new SparseGroupLasso(strength * factor);
    }

    @Override
    public Term begin(Network network, int examples) {
        Term groups = new GroupLasso(strength).begin(network, examples);
        Term single = new L1(strength, Biases.LEAVE).begin(network, examples);
        return (weights, gradient, epoch) ->
                groups.add(weights, gradient, epoch) + single.add(weights, gradient, epoch);
    }
}
