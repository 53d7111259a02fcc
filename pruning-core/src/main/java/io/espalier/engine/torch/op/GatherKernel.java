package io.espalier.engine.torch.op;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Gather;

final class GatherKernel implements OpKernel<Gather> {
    @Override
    public PtNDArray forward(Gather gather, Operands operands) {
        PtNDArray x = operands.x();
        PtNDManager manager = x.getManager();
        long[] sources = gather.sources().stream().mapToLong(Integer::longValue).toArray();
        NDArray index = manager.create(sources);
        return JniUtils.indexAdv(x, new NDIndex(":, {}", index), manager);
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
