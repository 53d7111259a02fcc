package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.LeakyRelu;

final class LeakyReluKernel implements OpKernel<LeakyRelu> {
    @Override
    public PtNDArray forward(LeakyRelu relu, Operands operands) {
        return JniUtils.leakyRelu(operands.x(), relu.alpha());
    }

    @Override
    public PtNDArray linear(LeakyRelu relu, Operands operands) {
        return operands.x();
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
