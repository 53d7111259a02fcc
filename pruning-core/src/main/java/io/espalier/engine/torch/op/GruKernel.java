package io.espalier.engine.torch.op;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Gru;

/** The biases of r and z are all given to x, those of h being 0. */
final class GruKernel implements OpKernel<Gru> {
    @Override
    public PtNDArray forward(Gru gru, Operands operands) {
        Gates gates = new Gates(gru.units(), Gru.GATES);
        PtNDArray x = operands.x();
        PtNDArray nothing = Operands.affine(gates.biases(operands, 0, 1), 0, 0);
        PtNDArray ofStates = JniUtils.cat(new PtNDArray[] {nothing, gates.biases(operands, 3)}, 0);
        NDList own = Gates.list(
                gates.weights(operands, 0, gru.inputs()),
                gates.weights(operands, gru.inputs(), gru.inputs() + gru.units()),
                gates.biases(operands, 0, 1, 2),
                ofStates);
        NDList all = JniUtils.gru(Gates.sequence(x), gates.zeros(x), own, true, 1, 0, false, false, true);
        return Gates.image((PtNDArray) all.get(0));
    }

    @Override
    public Relevance relevance() {
        return Relevance.BY_TERMS;
    }
}
