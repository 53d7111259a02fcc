package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Pad;

final class PadKernel implements OpKernel<Pad> {
    @Override
    public PtNDArray forward(Pad pad, Operands operands) {
        return JniUtils.pad(operands.x(), new long[] {pad.left(), pad.right(), pad.top(), pad.bottom()}, 0);
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
