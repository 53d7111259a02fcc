package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Relu;

final class ReluKernel implements OpKernel<Relu> {
    @Override
    public PtNDArray forward(Relu relu, Operands operands) {
        return JniUtils.relu(operands.x());
    }

    @Override
    public PtNDArray linear(Relu relu, Operands operands) {
        return operands.x();
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
