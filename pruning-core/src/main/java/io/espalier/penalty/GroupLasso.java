package io.espalier.penalty;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Network;
import io.espalier.network.WeightGroups;
import java.util.List;

/**
 * Group lasso on units (Scardapane et al. 2017): R = strength sum_g sqrt(|g|) ||w_g||, a group g being all weights that
 * leave one input or unit; a group without weight makes its unit, or input feature, useless. By subgradient, so
 * weights come close to 0 and a threshold step ends it. The paper's groups of single biases are left out, as in the
 * authors' own script.
 *
 * @param strength multiplier of the sum of norms
 */
public record GroupLasso(@Default("0.0001") double strength) implements Penalty {
    public GroupLasso {
        check(strength >= 0, "strength", strength, "be at least 0");
    }

    public GroupLasso() {
        this(1e-4);
    }

    @Override
    public GroupLasso scaled(double factor) {
        return new GroupLasso(strength * factor);
    }

    @Override
    public Term begin(Network network, int examples) {
        List<NormSum> layers = WeightGroups.of(network, WeightGroups.Direction.OUTGOING).stream()
                .map(l -> new NormSum(strength * Math.sqrt(l.length()), l))
                .toList();
        return NormSum.of(layers);
    }
}
