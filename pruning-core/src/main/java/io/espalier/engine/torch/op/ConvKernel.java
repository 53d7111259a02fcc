package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Parameter.Role;

final class ConvKernel implements OpKernel<Conv> {
    private static final Shape POINT = Operands.square(1);

    @Override
    public PtNDArray forward(Conv conv, Operands operands) {
        Sliding sliding = Sliding.ofConvolution(conv.window());
        boolean skips = conv.window().isPoint() && !sliding.strides().equals(POINT);
        return JniUtils.convolution(
                skips ? every(sliding, operands.x()) : sliding.padded(operands.x(), 0),
                operands.own(Role.WEIGHT),
                operands.find(Role.BIAS),
                skips ? POINT : sliding.strides(),
                sliding.padding(),
                sliding.dilations(),
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
    private static PtNDArray every(Sliding sliding, PtNDArray x) {
        return JniUtils.avgPool(x, POINT, sliding.strides(), sliding.padding(), false, true);
    }
}
