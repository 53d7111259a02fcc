package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import io.espalier.network.op.Activation;

/** A function of single numbers: linear maps leave it out, and relevance passes it as it is. */
interface ActivationKernel<A extends Activation> extends OpKernel<A> {
    @Override
    default PtNDArray linear(A op, Operands operands) {
        return operands.x();
    }

    @Override
    default Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
