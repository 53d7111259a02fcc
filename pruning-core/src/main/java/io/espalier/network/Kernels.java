package io.espalier.network;

import io.espalier.network.op.Conv;

/**
 * The weight of a Gemm or Conv as a table of kernels, one per pair of an output unit and an input channel: single
 * numbers for a Gemm, height times width numbers for a Conv.
 *
 * @param offset of the first kernel in the flat array
 * @param inputs channels that each unit sees: those of its own group in a grouped convolution
 * @param taps numbers per kernel
 */
record Kernels(int offset, int units, int inputs, int taps, int groups) {
    static Kernels of(Network network, Node node) {
        Layout.Slot slot = network.layout().slot(node.name() + ".weight");
        Parameter weight = slot.parameter();
        int inputs = weight.dims().get(1);
        int groups = node.op() instanceof Conv conv ? conv.groups() : 1;
        return new Kernels(slot.offset(), weight.units(), inputs, weight.perUnit() / inputs, groups);
    }

    /** The first channel that a unit sees, counted over all channels of the node's input. */
    int firstInput(int unit) {
        return unit / (units / groups) * inputs;
    }

    /** One after the last channel that a unit sees. */
    int endInput(int unit) {
        return firstInput(unit) + inputs;
    }

    /**
     * Where the kernel between a unit and a channel starts in the flat array: {@link #taps} numbers behind that of the
     * channel before, so that the place for channel 0 is an origin to count from even where the unit does not see it.
     */
    int start(int unit, int input) {
        return offset + (unit * inputs + input - firstInput(unit)) * taps;
    }

    /** Whether a unit gives any weight to a channel that it sees. */
    boolean reads(float[] values, int unit, int input) {
        int start = start(unit, input);
        for (int i = start; i < start + taps; i++) {
            if (values[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
