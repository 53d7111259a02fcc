package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import io.espalier.network.op.Scale;

final class ScaleKernel implements OpKernel<Scale> {
    @Override
    public PtNDArray forward(Scale scale, Operands operands) {
        return Operands.affine(operands.x(), scale.factor(), 0);
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
