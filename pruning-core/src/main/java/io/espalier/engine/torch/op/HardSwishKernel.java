package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.HardSwish;

final class HardSwishKernel implements ActivationKernel<HardSwish> {
    @Override
    public PtNDArray forward(HardSwish swish, Operands operands) {
        PtNDArray gate = JniUtils.clip(Operands.affine(operands.x(), 1.0 / 6, 0.5), 0, 1);
        return JniUtils.mul(operands.x(), gate);
    }
}
