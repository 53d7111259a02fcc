package io.espalier.network.op;

import io.espalier.network.Shape;
import java.util.List;

/** Channels, height and width laid out as one vector, channels outermost. */
public record Flatten() implements Op {
    @Override
    public Shape output(List<Shape> in) {
        return Shape.vector(in.get(0).elements());
    }
}
