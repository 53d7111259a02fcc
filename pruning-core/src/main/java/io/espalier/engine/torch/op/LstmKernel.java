package io.espalier.engine.torch.op;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Lstm;

final class LstmKernel implements OpKernel<Lstm> {
    @Override
    public PtNDArray forward(Lstm lstm, Operands operands) {
        Gates gates = new Gates(lstm.units(), Lstm.GATES);
        PtNDArray x = operands.x();
        PtNDArray biases = gates.biases(operands, 0, 1, 2, 3);
        NDList own = Gates.list(
                gates.weights(operands, 0, lstm.inputs()),
                gates.weights(operands, lstm.inputs(), lstm.inputs() + lstm.units()),
                biases,
                Operands.affine(biases, 0, 0));
        NDList states = Gates.list(gates.zeros(x), gates.zeros(x));
        NDList all = JniUtils.lstm(Gates.sequence(x), states, own, true, 1, 0, false, false, true);
        return Gates.image((PtNDArray) all.get(0));
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
