package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Add;
import java.util.List;

final class AddKernel implements OpKernel<Add> {
    @Override
    public PtNDArray forward(Add add, Operands operands) {
        List<PtNDArray> summands = operands.alike();
        return JniUtils.add(summands.get(0), summands.get(1));
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_SUMMANDS;
    }
}
