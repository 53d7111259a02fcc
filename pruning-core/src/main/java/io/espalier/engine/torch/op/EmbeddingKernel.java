package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Embedding;
import io.espalier.network.op.Parameter.Role;

/** As at {@link OneHotKernel}, the derivative by the tokens is 0, and there is one. */
final class EmbeddingKernel implements OpKernel<Embedding> {
    @Override
    public PtNDArray forward(Embedding embedding, Operands operands) {
        PtNDArray x = operands.x();
        PtNDArray known = JniUtils.clip(JniUtils.round(JniUtils.detachGradient(x)), 0, embedding.tokens() - 1);
        PtNDArray numbers = JniUtils.reshape(
                JniUtils.to(known, DataType.INT64, x.getDevice()),
                new long[] {x.getShape().get(0), -1});
        PtNDArray rows = JniUtils.embedding(numbers, table(embedding, operands), false);
        PtNDArray image = RecurrentOperands.image(rows);
        PtNDArray isToken = JniUtils.to(JniUtils.eq(x, known), DataType.FLOAT32, x.getDevice());
        return JniUtils.add(JniUtils.mul(image, isToken), Operands.affine(x, 0, 0));
    }

    /** (tokens, width). */
    private static PtNDArray table(Embedding embedding, Operands operands) {
        PtNDArray weights =
                JniUtils.reshape(operands.own(Role.WEIGHT), new long[] {embedding.width(), embedding.tokens()});
        return JniUtils.permute(weights, new long[] {1, 0});
    }

    /** Of inputs that are 1 for every token at once: the sums of the units' weights. */
    @Override
    public PtNDArray linear(Embedding embedding, Operands operands) {
        PtNDArray sums = JniUtils.sum(table(embedding, operands), new long[] {0}, false);
        PtNDArray channels = JniUtils.reshape(sums, new long[] {1, embedding.width(), 1, 1});
        return JniUtils.add(channels, Operands.affine(operands.x(), 0, 0));
    }

    /** What weights multiply is 0 or 1. */
    @Override
    public PtNDArray squared(PtNDArray x) {
        return x;
    }

    /** To the weights; the tokens, by which there is no derivative, get nothing. */
    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
