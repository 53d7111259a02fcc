package io.espalier.network;

import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;

/**
 * A node's weight as a table of kernels, one per pair of an output unit and an input channel: single numbers for a Gemm,
 * height times width numbers for a Conv.
 *
 * @param offset of the first kernel in the flat array
 * @param inputs channels that each unit sees: those of its own group in a grouped convolution
 * @param unitsPerGroup units that see the same channels
 * @param unitStride numbers from one unit's kernels to the next's
 * @param inputStride numbers from one channel's kernel to the next's
 * @param taps numbers per kernel
 */
public record Kernels(int offset, int inputs, int unitsPerGroup, int unitStride, int inputStride, int taps) {
    /** A node's weight. */
    public static Kernels of(Network network, Node node) {
        return of(network.layout().slot(node, Role.WEIGHT));
    }

    /** Any parameter; one whose units see no channels has one kernel a unit. */
    public static Kernels of(Layout.Slot slot) {
        Parameter weight = slot.parameter();
        return new Kernels(
                slot.offset(),
                weight.inputs(),
                weight.units() / weight.axes().groups(),
                weight.unitStride(),
                weight.inputStride(),
                weight.taps());
    }

    /** The first channel that a unit sees, counted over all channels of the node's input. */
    public int firstInput(int unit) {
        return unit / unitsPerGroup * inputs;
    }

    /** One after the last channel that a unit sees. */
    public int endInput(int unit) {
        return firstInput(unit) + inputs;
    }

    /** Where the kernel between a unit and a channel that it sees starts in the flat array. */
    public int start(int unit, int input) {
        return offset + unit * unitStride + (input - firstInput(unit)) * inputStride;
    }

    /** Whether a unit gives any weight to a channel that it sees. */
    public boolean reads(float[] values, int unit, int input) {
        int start = start(unit, input);
        for (int i = start; i < start + taps; i++) {
            if (values[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
