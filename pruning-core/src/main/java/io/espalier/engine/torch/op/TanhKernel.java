package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Tanh;

final class TanhKernel implements ActivationKernel<Tanh> {
    @Override
    public PtNDArray forward(Tanh tanh, Operands operands) {
        return JniUtils.tanh(operands.x());
    }
}
