package io.espalier.engine.torch;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Dataset;
import io.espalier.network.Network;

/** Re-estimates the running statistics of batch norms: the plain mean over mini-batches. */
public final class Recalibration {
    private Recalibration() {}

    /** The same weights with new running statistics, from the first {@code batches} of {@code order}. */
    public static float[] recalibrate(
            Network network, float[] weights, Dataset data, int[] order, int batch, int batches) {
        Torch.useThisThread();
        JniUtils.setGradMode(false);
        int size = Math.min(batch, data.size());
        Batches source = new Batches(data, size);
        try (Parameters parameters = new Parameters(network.layout(), weights)) {
            Forward forward = new Forward(network, parameters);
            for (int i = 0; i < batches && (i + 1) * size <= data.size(); i++) {
                try (PtNDManager step = Torch.newManager()) {
                    forward.logits(
                            source.gather(order, i * size, (i + 1) * size, step),
                            Forward.Norms.BATCH,
                            1.0 / (i + 1),
                            (node, in, out) -> out);
                }
            }
            return parameters.copy();
        }
    }
}
