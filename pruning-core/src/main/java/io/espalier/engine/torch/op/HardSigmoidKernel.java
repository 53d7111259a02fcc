package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.HardSigmoid;

final class HardSigmoidKernel implements ActivationKernel<HardSigmoid> {
    @Override
    public PtNDArray forward(HardSigmoid sigmoid, Operands operands) {
        return JniUtils.clip(Operands.affine(operands.x(), sigmoid.alpha(), sigmoid.beta()), 0, 1);
    }
}
