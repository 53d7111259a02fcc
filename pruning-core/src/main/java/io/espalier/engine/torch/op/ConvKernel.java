package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Parameter.Role;

final class ConvKernel implements OpKernel<Conv> {
    @Override
    public PtNDArray forward(Conv conv, Operands operands) {
        boolean skips = conv.kernel() == 1 && conv.padding() == 0 && conv.stride() > 1;
        return JniUtils.convolution(
                skips ? every(conv.stride(), operands.x()) : operands.x(),
                operands.own(Role.WEIGHT),
                operands.find(Role.BIAS),
                Operands.square(skips ? 1 : conv.stride()),
                Operands.square(conv.padding()),
                Operands.square(1),
                conv.groups());
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }

    /**
     * The positions that a 1x1 convolution with a stride reads, all it has to see. Given the rest as well, oneDNN writes
     * past the end of its memory on processors without AVX-512 where there are fewer than 8 channels.
     */
    private static PtNDArray every(int stride, PtNDArray x) {
        return JniUtils.avgPool(x, Operands.square(1), Operands.square(stride), Operands.square(0), false, true);
    }
}
