package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.PositionNormalization;

final class PositionNormalizationKernel implements OpKernel<PositionNormalization> {
    @Override
    public PtNDArray forward(PositionNormalization norm, Operands operands) {
        return JniUtils.layerNorm(
                operands.x(),
                new Shape(norm.positions()),
                operands.own(Role.SCALE),
                operands.own(Role.SHIFT),
                norm.epsilon());
    }

    @Override
    public PtNDArray linear(PositionNormalization norm, Operands operands) {
        return operands.x();
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
