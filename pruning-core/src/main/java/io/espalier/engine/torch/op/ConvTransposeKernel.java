package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.ConvTranspose;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Window;
import io.espalier.network.op.Window.Side;

/**
 * DJL has no transposed convolution: a convolution of the input, with zeros put between its positions and around them, by the
 * filters turned round.
 */
final class ConvTransposeKernel implements OpKernel<ConvTranspose> {
    private static final ai.djl.ndarray.types.Shape NONE = Operands.square(0);
    private static final ai.djl.ndarray.types.Shape ONE = Operands.square(1);

    @Override
    public PtNDArray forward(ConvTranspose op, Operands operands) {
        Window window = op.window();
        PtNDArray x = around(apart(operands.x(), window), window.height(), window.width(), op.more());
        PtNDArray turned = JniUtils.flip(operands.own(Role.WEIGHT), new long[] {2, 3});
        return JniUtils.convolution(
                x,
                JniUtils.permute(turned, new long[] {1, 0, 2, 3}),
                operands.find(Role.BIAS),
                ONE,
                NONE,
                Sliding.ofConvolution(window).dilations(),
                1);
    }

    /** Zeros behind each position, as many as the stride steps over; those behind the last cut off. */
    private static PtNDArray apart(PtNDArray x, Window window) {
        int down = window.height().stride();
        int across = window.width().stride();
        if (down == 1 && across == 1) {
            return x;
        }
        long[] dims = x.getShape().getShape();
        PtNDArray points = JniUtils.reshape(x, new long[] {dims[0], dims[1], dims[2], 1, dims[3], 1});
        PtNDArray wide = JniUtils.pad(points, new long[] {0, across - 1, 0, 0, 0, down - 1}, 0);
        PtNDArray image = JniUtils.reshape(wide, new long[] {dims[0], dims[1], dims[2] * down, dims[3] * across});
        PtNDArray rows = JniUtils.slice(image, 2, 0, (dims[2] - 1) * down + 1, 1);
        return JniUtils.slice(rows, 3, 0, (dims[3] - 1) * across + 1, 1);
    }

    /** A negative number of zeros cuts positions off. */
    private static PtNDArray around(PtNDArray x, Side height, Side width, ConvTranspose.More more) {
        long[] sides = {
            width.reach() - 1 - width.before(),
            width.reach() - 1 - width.after() + more.width(),
            height.reach() - 1 - height.before(),
            height.reach() - 1 - height.after() + more.height()
        };
        return JniUtils.pad(x, sides, 0);
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
