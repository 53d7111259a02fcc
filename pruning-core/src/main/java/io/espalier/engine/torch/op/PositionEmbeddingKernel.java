package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.PositionEmbedding;

final class PositionEmbeddingKernel implements OpKernel<PositionEmbedding> {
    @Override
    public PtNDArray forward(PositionEmbedding embedding, Operands operands) {
        return JniUtils.add(operands.x(), operands.own(Role.SHIFT));
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
