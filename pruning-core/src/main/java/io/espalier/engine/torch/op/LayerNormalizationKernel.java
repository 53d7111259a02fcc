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
        return JniUtils.layerNorm(
                x, new Shape(norm.channels()), operands.own(Role.SCALE), operands.own(Role.SHIFT), norm.epsilon());
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
