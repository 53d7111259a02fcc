package io.espalier.engine.cpu;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Dataset;
import io.espalier.engine.ActivationRange;
import io.espalier.engine.torch.Batches;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Parameters;
import io.espalier.engine.torch.Torch;
import io.espalier.network.Network;
import io.espalier.network.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The least and the largest value that each node of a network gives over some examples. */
final class ActivationRanges {
    private static final int BATCH = 256;

    private final Map<String, ActivationRange> ranges = new HashMap<>();

    private ActivationRanges() {}

    /** Of all nodes by name, and of the examples themselves as {@link Node#INPUT}. */
    static Map<String, ActivationRange> of(Network network, float[] weights, Dataset data) {
        Torch.useThisThread();
        JniUtils.setGradMode(false);
        ActivationRanges found = new ActivationRanges();
        int[] order = IntStream.range(0, data.size()).toArray();
        Batches batches = new Batches(data, Math.min(BATCH, data.size()));
        try (Parameters parameters = new Parameters(network.layout(), weights)) {
            Forward forward = new Forward(network, parameters);
            for (int from = 0; from < data.size(); from += BATCH) {
                try (PtNDManager step = Torch.newManager()) {
                    PtNDArray input = batches.gather(order, from, Math.min(from + BATCH, data.size()), step);
                    found.add(Node.INPUT, input);
                    forward.logits(input, Forward.Norms.RUNNING, 0, found::see);
                }
            }
        }
        return Map.copyOf(found.ranges);
    }

    private PtNDArray see(Node node, PtNDArray input, PtNDArray output) {
        add(node.name(), output);
        return output;
    }

    private void add(String name, PtNDArray values) {
        ActivationRange range = new ActivationRange(one(JniUtils.min(values)), one(JniUtils.max(values)));
        ranges.merge(name, range, ActivationRange::with);
    }

    private static float one(PtNDArray scalar) {
        return Torch.read(scalar).get(0);
    }
}
