package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Gelu;

final class GeluKernel implements ActivationKernel<Gelu> {
    @Override
    public PtNDArray forward(Gelu gelu, Operands operands) {
        return JniUtils.gelu(operands.x());
    }
}
