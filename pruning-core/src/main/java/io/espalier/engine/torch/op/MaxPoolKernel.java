package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.MaxPool;

/** Relevance goes to the winners. */
final class MaxPoolKernel implements OpKernel<MaxPool> {
    @Override
    public PtNDArray forward(MaxPool pool, Operands operands) {
        Sliding sliding = Sliding.ofPool(pool.window());
        return JniUtils.maxPool(
                sliding.padded(operands.x(), Double.NEGATIVE_INFINITY),
                sliding.kernel(),
                sliding.strides(),
                sliding.padding(),
                false);
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
