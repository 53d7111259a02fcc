package io.espalier.engine.score;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Dataset;
import io.espalier.engine.torch.Batches;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Parameters;
import io.espalier.engine.torch.Torch;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.random.RandomKey;
import io.espalier.reconstruction.ActivationView;

/** What reconstructors may ask, answered by libtorch on the calling thread. */
public final class TorchActivationView implements ActivationView {
    private static final int BATCH = 256;

    private final Network network;
    private final float[] weights;
    private final Dataset data;
    private final RandomKey random;
    private final int[] order;

    /** @param order of the examples: they are read from the front */
    public TorchActivationView(Network network, float[] weights, Dataset data, RandomKey random, int[] order) {
        this.network = network;
        this.weights = weights.clone();
        this.data = data;
        this.random = random;
        this.order = order.clone();
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public float[] weights() {
        return weights.clone();
    }

    @Override
    public RandomKey random() {
        return random;
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public float[] outputs(float[] values, String node, int examples) {
        Torch.useThisThread();
        JniUtils.setGradMode(false);
        Batches batches = new Batches(data, Math.min(BATCH, examples));
        float[] all = new float[0];
        try (Parameters parameters = new Parameters(network.layout(), values)) {
            Forward forward = new Forward(network, parameters);
            for (int from = 0; from < examples; from += BATCH) {
                int to = Math.min(from + BATCH, examples);
                try (PtNDManager step = Torch.newManager()) {
                    float[] chunk = outputs(forward, batches.gather(order, from, to, step), node);
                    all = all.length == 0 ? new float[chunk.length / (to - from) * examples] : all;
                    System.arraycopy(chunk, 0, all, chunk.length / (to - from) * from, chunk.length);
                }
            }
        }
        return all;
    }

    private static float[] outputs(Forward forward, PtNDArray input, String wanted) {
        if (wanted.equals(Node.INPUT)) {
            return floats(input);
        }
        float[][] captured = new float[1][];
        forward.logits(input, Forward.Norms.RUNNING, 0, (node, in, out) -> {
            if (node.name().equals(wanted)) {
                captured[0] = floats(out);
            }
            return out;
        });
        return captured[0];
    }

    private static float[] floats(PtNDArray tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        Torch.read(tensor).get(0, values);
        return values;
    }
}
