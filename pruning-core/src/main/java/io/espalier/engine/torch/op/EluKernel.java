package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Elu;

final class EluKernel implements ActivationKernel<Elu> {
    @Override
    public PtNDArray forward(Elu elu, Operands operands) {
        return JniUtils.elu(operands.x(), elu.alpha());
    }
}
