package io.espalier.network.op;

import io.espalier.network.Shape;
import java.util.List;

/** Maximum over a square window, no padding. */
public record MaxPool(int kernel, int stride) implements Op {
    @Override
    public Shape output(List<Shape> in) {
        return Windows.pooled(in.get(0), kernel, stride);
    }
}
