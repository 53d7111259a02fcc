package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Clip;

final class ClipKernel implements ActivationKernel<Clip> {
    @Override
    public PtNDArray forward(Clip clip, Operands operands) {
        return JniUtils.clip(operands.x(), clip.min(), clip.max());
    }
}
