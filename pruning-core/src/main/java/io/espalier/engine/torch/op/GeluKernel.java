package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Gelu;

final class GeluKernel implements OpKernel<Gelu> {
    @Override
    public PtNDArray forward(Gelu gelu, Operands operands) {
        return JniUtils.gelu(operands.x());
    }

    @Override
    public PtNDArray linear(Gelu gelu, Operands operands) {
        return operands.x();
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
