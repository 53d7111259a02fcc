package io.espalier.engine.torch.op;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Lstm;

final class LstmKernel implements OpKernel<Lstm> {
    @Override
    public PtNDArray forward(Lstm lstm, Operands operands) {
        RecurrentOperands its = new RecurrentOperands(lstm, operands);
        PtNDArray biases = its.biases(0, 1, 2, 3);
        NDList own = new NDList(its.inputWeights(), its.stateWeights(), biases, Operands.affine(biases, 0, 0));
        NDList states = new NDList(its.zeros(), its.zeros());
        NDList all = JniUtils.lstm(its.sequence(), states, own, true, 1, 0, false, false, true);
        return RecurrentOperands.image((PtNDArray) all.get(0));
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
