package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Op;

/** An operator on libtorch; libtorch finds the gradient by itself. The kernel of the operator X is the class XKernel. */
public interface OpKernel<O extends Op> {
    /** How layer-wise relevance, which arrives at the output, is handed on to the inputs. */
    enum Relevance {
        /** To the first input as it is. */
        UNCHANGED,
        /** To where each number came from, in every input: the operator's derivative applied to it. */
        ROUTED,
        /** To every input by its share in their sum. */
        BY_SUMMANDS,
        /** To the first input x, in which the operator is linear, by shares of the terms x dz/dx in the output z. */
        BY_TERMS
    }

    PtNDArray forward(O op, Operands operands);

    /** What it gives in the network as a linear map, from which norms and activations are left out. */
    default PtNDArray linear(O op, Operands operands) {
        return forward(op, operands);
    }

    /** Its input with each factor of a weight squared. */
    default PtNDArray squared(PtNDArray x) {
        return JniUtils.square(x);
    }

    Relevance relevance();
}
