package io.espalier.engine.torch.op;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Mul;
import java.util.List;

/**
 * All relevance goes to the signal and none to its gate (<a href="https://aclanthology.org/W17-5221/">Arras et al.
 * 2017</a>).
 */
final class MulKernel implements OpKernel<Mul> {
    @Override
    public PtNDArray forward(Mul mul, Operands operands) {
        List<PtNDArray> factors = operands.alike();
        return JniUtils.mul(factors.get(0), factors.get(1));
    }

    @Override
    public Relevance relevance() {
        return Relevance.UNCHANGED;
    }
}
