package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Relu;

final class ReluKernel implements ActivationKernel<Relu> {
    @Override
    public PtNDArray forward(Relu relu, Operands operands) {
        return JniUtils.relu(operands.x());
    }
}
