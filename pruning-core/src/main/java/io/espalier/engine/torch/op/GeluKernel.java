package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Gelu;

final class GeluKernel implements ActivationKernel<Gelu> {
    @Override
    public PtNDArray forward(Gelu gelu, Operands operands) {
        return switch (gelu.approximate()) {
            case NONE -> JniUtils.gelu(operands.x());
            case TANH -> byTanh(operands.x());
        };
    }

    private static PtNDArray byTanh(PtNDArray x) {
        PtNDArray bent = JniUtils.mul(x, Operands.affine(JniUtils.mul(x, x), Gelu.CUBE, 1));
        PtNDArray chance = Operands.affine(JniUtils.tanh(Operands.affine(bent, Gelu.SLOPE, 0)), 0.5, 0.5);
        return JniUtils.mul(x, chance);
    }
}
