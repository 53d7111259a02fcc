package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Recurrent;

/** The weights of a recurrent layer as libtorch takes them, gate by gate, and its sequences, whose channels it has last. */
record RecurrentOperands(Recurrent layer, Operands operands) {
    /** Its input. */
    PtNDArray sequence() {
        return sequence(operands.x());
    }

    /** (batch, channels, 1, positions) as (batch, positions, channels). */
    private static PtNDArray sequence(PtNDArray x) {
        long[] dims = x.getShape().getShape();
        PtNDArray row = JniUtils.reshape(x, new long[] {dims[0], dims[1], dims[3]});
        return JniUtils.permute(row, new long[] {0, 2, 1});
    }

    /** The inverse of that. */
    static PtNDArray image(PtNDArray states) {
        long[] dims = states.getShape().getShape();
        PtNDArray turned = JniUtils.permute(states, new long[] {0, 2, 1});
        return JniUtils.reshape(turned, new long[] {dims[0], dims[2], 1, dims[1]});
    }

    /** The units' states before the first position. */
    PtNDArray zeros() {
        PtNDArray x = operands.x();
        PtNDManager manager = x.getManager();
        return (PtNDArray) manager.zeros(new Shape(1, x.getShape().get(0), layer.units()));
    }

    /** Those of the inputs, (gates units, inputs). */
    PtNDArray inputWeights() {
        return weights(0, layer.inputs());
    }

    /** Those of the units' states, (gates units, units). */
    PtNDArray stateWeights() {
        return weights(layer.inputs(), layer.inputs() + layer.units());
    }

    private PtNDArray weights(int first, int end) {
        PtNDArray all = JniUtils.permute(operands.own(Role.WEIGHT), new long[] {2, 0, 1});
        PtNDArray some = JniUtils.slice(all, 2, first, end, 1);
        return JniUtils.reshape(some, new long[] {(long) layer.gates() * layer.units(), end - first});
    }

    /** Some of each unit's biases, (gates units). */
    PtNDArray biases(int... numbers) {
        PtNDArray all = JniUtils.permute(operands.own(Role.BIAS), new long[] {1, 0});
        PtNDArray[] rows = new PtNDArray[numbers.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = JniUtils.slice(all, 0, numbers[i], numbers[i] + 1L, 1);
        }
        return JniUtils.reshape(JniUtils.cat(rows, 0), new long[] {-1});
    }
}
