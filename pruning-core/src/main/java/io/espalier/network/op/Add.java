package io.espalier.network.op;

import io.espalier.network.Shape;
import java.util.List;

/** Element-wise sum of two activations of one shape: the join of a residual block. */
public record Add() implements Op {
    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).equals(in.get(1)), in, "two equal shapes");
        return in.get(0);
    }
}
