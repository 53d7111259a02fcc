package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Sigmoid;

final class SigmoidKernel implements ActivationKernel<Sigmoid> {
    @Override
    public PtNDArray forward(Sigmoid sigmoid, Operands operands) {
        return JniUtils.sigmoid(operands.x());
    }
}
