package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.PRelu;
import io.espalier.network.op.Parameter.Role;

/** The positive part, and the slopes times the rest. */
final class PReluKernel implements OpKernel<PRelu> {
    @Override
    public PtNDArray forward(PRelu relu, Operands operands) {
        PtNDArray x = operands.x();
        PtNDArray slopes = operands.own(Role.SCALE);
        if (x.getShape().dimension() == 4) {
            slopes = JniUtils.reshape(slopes, new long[] {relu.channels(), 1, 1});
        }
        PtNDArray positive = JniUtils.relu(x);
        return JniUtils.add(positive, JniUtils.mul(slopes, JniUtils.sub(x, positive)));
    }

    @Override
    public PtNDArray linear(PRelu relu, Operands operands) {
        return operands.x();
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
