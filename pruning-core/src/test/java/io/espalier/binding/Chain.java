package io.espalier.binding;

import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import java.util.List;

/** A network family, as a user's jar may bring it. */
public record Chain(@Default("[8]") List<Integer> widths) implements NetworkFamily {
    public Chain {
        widths = List.copyOf(widths);
    }

    public Chain() {
        this(List.of(8));
    }

    @Override
    public Network build(Shape input, int classes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public NetworkFamily scaled(double width) {
        throw new UnsupportedOperationException();
    }
}
