package io.espalier.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import java.util.stream.IntStream;

/** Logits of a network, norms by their running statistics. */
public final class Inference {
    private static final int BATCH = 256;

    private Inference() {}

    /** Row-major (examples, classes), in the order of the data. */
    public static float[] logits(Network network, float[] weights, Dataset data) {
        Torch.useThisThread();
        try (Parameters parameters = new Parameters(network.layout(), weights)) {
            return logits(network, new Forward(network, parameters), data);
        }
    }

    public static float[] logits(Network network, Forward forward, Dataset data) {
        JniUtils.setGradMode(false);
        int[] order = IntStream.range(0, data.size()).toArray();
        int batch = Math.min(BATCH, data.size());
        Batches batches = new Batches(data, batch);
        int outputs = network.outputs();
        float[] all = new float[data.size() * outputs];
        for (int from = 0; from < data.size(); from += batch) {
            int to = Math.min(from + batch, data.size());
            try (PtNDManager step = Torch.newManager()) {
                PtNDArray input = batches.gather(order, from, to, step);
                Torch.read(forward.logits(input, Forward.Norms.RUNNING))
                        .get(all, from * outputs, (to - from) * outputs);
            }
        }
        return all;
    }
}
