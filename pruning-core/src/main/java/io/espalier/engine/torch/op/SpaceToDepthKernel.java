package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Shape;
import io.espalier.network.op.SpaceToDepth;

final class SpaceToDepthKernel implements OpKernel<SpaceToDepth> {
    @Override
    public PtNDArray forward(SpaceToDepth op, Operands operands) {
        Shape in = op.input();
        long batch = operands.x().getShape().get(0);
        long height = in.height() / op.rows();
        long width = in.width() / op.columns();
        PtNDArray blocks = JniUtils.reshape(
                operands.x(), new long[] {batch, in.channels(), height, op.rows(), width, op.columns()});
        PtNDArray inFront = JniUtils.permute(blocks, new long[] {0, 3, 5, 1, 2, 4});
        return JniUtils.reshape(inFront, new long[] {batch, -1, height, width});
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
