package io.espalier.engine.torch.op;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Gru;

/** The biases of r and z are all given to x, those of h being 0. */
final class GruKernel implements OpKernel<Gru> {
    @Override
    public PtNDArray forward(Gru gru, Operands operands) {
        RecurrentOperands its = new RecurrentOperands(gru, operands);
        PtNDArray nothing = Operands.affine(its.biases(0, 1), 0, 0);
        PtNDArray ofStates = JniUtils.cat(new PtNDArray[] {nothing, its.biases(3)}, 0);
        NDList own = new NDList(its.inputWeights(), its.stateWeights(), its.biases(0, 1, 2), ofStates);
        NDList all = JniUtils.gru(its.sequence(), its.zeros(), own, true, 1, 0, false, false, true);
        return RecurrentOperands.image((PtNDArray) all.get(0));
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
