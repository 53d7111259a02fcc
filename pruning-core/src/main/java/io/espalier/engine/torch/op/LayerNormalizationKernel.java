package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.Parameter.Role;

/** libtorch normalises over the last axis, so the channels of images go there. */
final class LayerNormalizationKernel implements OpKernel<LayerNormalization> {
    @Override
    public PtNDArray forward(LayerNormalization norm, Operands operands) {
        PtNDArray x = operands.x();
        if (x.getShape().dimension() == 2) {
            return normalized(norm, x, operands);
        }
        PtNDArray pixels = JniUtils.permute(x, new long[] {0, 2, 3, 1});
        return JniUtils.permute(normalized(norm, pixels, operands), new long[] {0, 3, 1, 2});
    }

    private static PtNDArray normalized(LayerNormalization norm, PtNDArray x, Operands operands) {
        if (norm.absent() > 0) {
            return withZeros(norm, x, operands);
        }
        return JniUtils.layerNorm(
                x, new Shape(norm.channels()), operands.own(Role.SCALE), operands.own(Role.SHIFT), norm.epsilon());
    }

    /** Each zero deviates by the mean. */
    private static PtNDArray withZeros(LayerNormalization norm, PtNDArray x, Operands operands) {
        double share = 1.0 / (norm.channels() + norm.absent());
        PtNDArray mean = Operands.affine(sum(x), share, 0);
        PtNDArray deviations = JniUtils.sub(x, mean);
        PtNDArray squares = Operands.affine(sum(JniUtils.mul(deviations, deviations)), share, norm.epsilon());
        PtNDArray ofZeros = Operands.affine(JniUtils.mul(mean, mean), share * norm.absent(), 0);
        PtNDArray unit = JniUtils.div(deviations, JniUtils.sqrt(JniUtils.add(squares, ofZeros)));
        return JniUtils.add(JniUtils.mul(unit, operands.own(Role.SCALE)), operands.own(Role.SHIFT));
    }

    /** Over the last axis. */
    private static PtNDArray sum(PtNDArray x) {
        return JniUtils.sum(x, new long[] {x.getShape().dimension() - 1}, true);
    }

    @Override
    public PtNDArray linear(LayerNormalization norm, Operands operands) {
        return operands.x();
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
