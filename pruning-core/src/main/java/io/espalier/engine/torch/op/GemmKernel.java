package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Parameter.Role;

final class GemmKernel implements OpKernel<Gemm> {
    @Override
    public PtNDArray forward(Gemm gemm, Operands operands) {
        return JniUtils.linear(operands.x(), operands.own(Role.WEIGHT), operands.own(Role.BIAS));
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
