package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.MaxPool;

/** Relevance goes to the winners. */
final class MaxPoolKernel implements OpKernel<MaxPool> {
    @Override
    public PtNDArray forward(MaxPool pool, Operands operands) {
        return JniUtils.maxPool(
                operands.x(),
                Operands.square(pool.kernel()),
                Operands.square(pool.stride()),
                Operands.square(0),
                false);
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
