package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Concat;

final class ConcatKernel implements OpKernel<Concat> {
    @Override
    public PtNDArray forward(Concat concat, Operands operands) {
        return JniUtils.cat(
                operands.alike().toArray(PtNDArray[]::new), concat.axis().dimension());
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
