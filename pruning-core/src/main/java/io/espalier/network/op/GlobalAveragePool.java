package io.espalier.network.op;

import io.espalier.network.Shape;
import java.util.List;

/** Mean over all positions of a channel. */
public record GlobalAveragePool() implements Op {
    @Override
    public Shape output(List<Shape> in) {
        return Shape.vector(in.get(0).channels());
    }
}
