package io.espalier.penalty;

import io.espalier.network.Layout;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/** Whether a penalty acts on biases as well as on weights; on the scales and shifts of norms it never does. */
public enum Biases {
    /** On weights alone. */
    LEAVE,
    /** On weights and biases. */
    PENALIZE;

    /** The weights, and the biases where they count. */
    List<Layout.Slot> and(Layout layout) {
        return layout.slots().stream()
                .filter(s -> s.parameter().role() == Role.WEIGHT
                        || (this == PENALIZE && s.parameter().role() == Role.BIAS))
                .toList();
    }
}
