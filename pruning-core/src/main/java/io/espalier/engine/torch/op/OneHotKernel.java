package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.OneHot;

/** The derivative is 0, and there is one: what is added is 0 times the input. */
final class OneHotKernel implements OpKernel<OneHot> {
    @Override
    public PtNDArray forward(OneHot oneHot, Operands operands) {
        PtNDArray x = operands.x();
        PtNDArray row = JniUtils.reshape(x, new long[] {x.getShape().get(0), 1, 1, -1});
        PtNDArray numbers = JniUtils.reshape(numbers(x, oneHot.tokens()), new long[] {1, oneHot.tokens(), 1, 1});
        PtNDArray equal = JniUtils.to(JniUtils.eq(row, numbers), DataType.FLOAT32, x.getDevice());
        return JniUtils.add(equal, Operands.affine(row, 0, 0));
    }

    private static PtNDArray numbers(PtNDArray x, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return (PtNDArray) x.getManager().create(numbers);
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
