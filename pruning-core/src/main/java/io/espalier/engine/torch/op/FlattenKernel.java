package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Flatten;

final class FlattenKernel implements OpKernel<Flatten> {
    @Override
    public PtNDArray forward(Flatten flatten, Operands operands) {
        return JniUtils.flatten(operands.x(), 1, -1);
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
