package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
import java.util.List;

/** Fully connected: y = W x + b, W of (units, inputs). */
public record Gemm(int inputs, int units) implements WeightedSum {
    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).elements() == inputs && in.get(0).positions() == 1, in, "a vector of " + inputs);
        return Shape.vector(units);
    }

    @Override
    public List<Parameter> parameters(String node) {
        return List.of(
                new Parameter(node + ".weight", Role.WEIGHT, List.of(units, inputs)),
                new Parameter(node + ".bias", Role.BIAS, List.of(units)));
    }

    @Override
    public long macs(List<Shape> in) {
        return (long) inputs * units;
    }

    @Override
    public boolean hasBias() {
        return true;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.mixed(in, units);
    }

    @Override
    public Gemm resized(List<List<Integer>> in, List<Integer> out) {
        return new Gemm(in.get(0).size(), out.size());
    }
}
