package io.espalier.network;

import io.espalier.network.Layout.Slot;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/**
 * The weights of one layer in groups: all that lead to a unit, or all that leave a channel of its input. A weight of
 * dims (units, inputs, height, width) is read as (units, inputs, taps); in a grouped convolution an input is counted
 * within its group.
 *
 * @param unitStride numbers from one unit to the next
 * @param inputStride numbers from one input to the next
 */
public record WeightGroups(
        int offset, int units, int inputs, int taps, int unitStride, int inputStride, Direction direction) {
    /** Which weights stand together. */
    public enum Direction {
        /** A row: what a unit reads. */
        INCOMING,
        /** A column: what reads an input. */
        OUTGOING
    }

    /** Those of every layer, in the order of the layout. */
    public static List<WeightGroups> of(Network network, Direction direction) {
        return network.layout().slots(Role.WEIGHT).stream()
                .map(slot -> of(slot, direction))
                .toList();
    }

    /** Those of one parameter; of one number per unit, that number. */
    public static WeightGroups of(Slot slot, Direction direction) {
        Parameter own = slot.parameter();
        return new WeightGroups(
                slot.offset(), own.units(), own.inputs(), own.taps(), own.unitStride(), own.inputStride(), direction);
    }

    /** How many groups there are. */
    public int count() {
        return direction == Direction.INCOMING ? units : inputs;
    }

    /** Numbers in each. */
    public int length() {
        return taps * (direction == Direction.INCOMING ? inputs : units);
    }

    /** Where the numbers between a unit and an input start. */
    public int start(int unit, int input) {
        return offset + unit * unitStride + input * inputStride;
    }

    /** The inner product of two arrays over each group. */
    public double[] products(float[] x, float[] y) {
        double[] sums = new double[count()];
        for (int unit = 0; unit < units; unit++) {
            for (int input = 0; input < inputs; input++) {
                double sum = 0;
                for (int i = start(unit, input), end = i + taps; i < end; i++) {
                    sum += (double) x[i] * y[i];
                }
                sums[direction == Direction.INCOMING ? unit : input] += sum;
            }
        }
        return sums;
    }

    /** The Euclidean norm of each group. */
    public double[] norms(float[] x) {
        double[] norms = products(x, x);
        for (int group = 0; group < norms.length; group++) {
            norms[group] = Math.sqrt(norms[group]);
        }
        return norms;
    }

    /** Adds x, each group times its factor, to y. */
    public void add(double[] factors, float[] x, float[] y) {
        for (int unit = 0; unit < units; unit++) {
            for (int input = 0; input < inputs; input++) {
                double factor = factors[direction == Direction.INCOMING ? unit : input];
                for (int i = start(unit, input), end = i + taps; i < end; i++) {
                    y[i] += (float) (factor * x[i]);
                }
            }
        }
    }

    /** Multiplies each group of x by its factor. */
    public void multiply(double[] factors, float[] x) {
        for (int unit = 0; unit < units; unit++) {
            for (int input = 0; input < inputs; input++) {
                double factor = factors[direction == Direction.INCOMING ? unit : input];
                for (int i = start(unit, input), end = i + taps; i < end; i++) {
                    x[i] = (float) (factor * x[i]);
                }
            }
        }
    }
}
