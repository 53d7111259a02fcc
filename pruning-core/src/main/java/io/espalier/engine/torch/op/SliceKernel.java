package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Slice;

final class SliceKernel implements OpKernel<Slice> {
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;

    @Override
    public PtNDArray forward(Slice slice, Operands operands) {
        return along(along(operands.x(), HEIGHT, slice.height()), WIDTH, slice.width());
    }

    private static PtNDArray along(PtNDArray x, int axis, Slice.Range range) {
        return JniUtils.slice(x, axis, range.start(), range.last() + 1, range.step());
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
