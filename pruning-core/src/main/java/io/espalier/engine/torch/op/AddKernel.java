package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Add;

final class AddKernel implements OpKernel<Add> {
    @Override
    public PtNDArray forward(Add add, Operands operands) {
        return JniUtils.add(operands.x(), operands.inputs().get(1));
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_SUMMANDS;
    }
}
