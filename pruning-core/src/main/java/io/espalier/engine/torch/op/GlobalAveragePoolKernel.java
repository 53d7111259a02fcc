package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.GlobalAveragePool;

final class GlobalAveragePoolKernel implements OpKernel<GlobalAveragePool> {
    @Override
    public PtNDArray forward(GlobalAveragePool pool, Operands operands) {
        return JniUtils.mean(JniUtils.flatten(operands.x(), 2, -1), 2, false);
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
