package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.AveragePool;

final class AveragePoolKernel implements OpKernel<AveragePool> {
    @Override
    public PtNDArray forward(AveragePool pool, Operands operands) {
        Sliding sliding = Sliding.ofPool(pool.window());
        return JniUtils.avgPool(
                sliding.padded(operands.x(), 0), sliding.kernel(), sliding.strides(), sliding.padding(), false, true);
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
