package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.ClassToken;
import io.espalier.network.op.Parameter.Role;

final class ClassTokenKernel implements OpKernel<ClassToken> {
    private static final int WIDTH = 3;

    @Override
    public PtNDArray forward(ClassToken token, Operands operands) {
        PtNDArray x = operands.x();
        long batch = x.getShape().get(0);
        PtNDArray row = JniUtils.reshape(x, new long[] {batch, token.channels(), 1, -1});
        PtNDArray own = JniUtils.reshape(operands.own(Role.SHIFT), new long[] {1, token.channels(), 1, 1});
        PtNDArray tokens = JniUtils.tile(own, new long[] {batch, 1, 1, 1});
        return JniUtils.cat(new PtNDArray[] {tokens, row}, WIDTH);
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
