package io.espalier.penalty;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/**
 * Network slimming (Liu et al. 2017): R = strength sum |gamma| over the scales of batch norms, by the subgradient
 * strength sign(gamma), 0 at 0. A channel whose scale comes close to 0 can go.
 *
 * @param strength multiplier of the sum
 */
public record Slimming(@Default("0.0001") double strength) implements Penalty {
    public Slimming {
        check(strength >= 0, "strength", strength, "be at least 0");
    }

    public Slimming() {
        this(1e-4);
    }

    @Override
    public Slimming scaled(double factor) {
        return new Slimming(strength * factor);
    }

    @Override
    public Term begin(Network network, int examples) {
        List<Layout.Slot> scales = network.nodes().stream()
                .filter(node -> node.op().kind() == Op.Kind.NORMALIZATION)
                .flatMap(node -> network.layout().find(node, Role.SCALE).stream())
                .toList();
        if (scales.isEmpty()) {
            throw new IllegalArgumentException("slimming needs batch norms, and the network has none");
        }
        return L1.over(scales, strength);
    }
}
