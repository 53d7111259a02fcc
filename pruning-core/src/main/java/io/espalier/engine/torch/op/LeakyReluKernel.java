package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.LeakyRelu;

final class LeakyReluKernel implements ActivationKernel<LeakyRelu> {
    @Override
    public PtNDArray forward(LeakyRelu relu, Operands operands) {
        return JniUtils.leakyRelu(operands.x(), relu.alpha());
    }
}
