package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.AveragePool;

final class AveragePoolKernel implements OpKernel<AveragePool> {
    @Override
    public PtNDArray forward(AveragePool pool, Operands operands) {
        return JniUtils.avgPool(
                operands.x(),
                Operands.square(pool.kernel()),
                Operands.square(pool.stride()),
                Operands.square(0),
                false,
                true);
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
