package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Parameter.Role;

final class BatchNormalizationKernel implements OpKernel<BatchNormalization> {
    @Override
    public PtNDArray forward(BatchNormalization norm, Operands operands) {
        return JniUtils.batchNorm(
                operands.x(),
                operands.own(Role.RUNNING_MEAN),
                operands.own(Role.RUNNING_VARIANCE),
                operands.own(Role.SCALE),
                operands.own(Role.SHIFT),
                operands.statistics() == Operands.Statistics.BATCH,
                operands.momentum(),
                norm.epsilon());
    }

    @Override
    public PtNDArray linear(BatchNormalization norm, Operands operands) {
        return operands.x();
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
