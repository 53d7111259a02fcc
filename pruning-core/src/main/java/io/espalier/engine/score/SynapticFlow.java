package io.espalier.engine.score;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Torch;
import io.espalier.network.Network;
import io.espalier.network.Node;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The flow R = 1' |W_L| ... |W_1| 1 in single precision at any depth. Behind every node that all paths pass through, the
 * activation is multiplied by the power of two that brings its largest value near 1. Such a factor multiplies R, and
 * with it every derivative of R, so it cancels in d log R = dR / R; being a power of two, it costs no bit.
 */
final class SynapticFlow {
    private final Network network;
    private final ScoringPass pass;
    private final Set<String> bottlenecks;

    /** @param pass over a network of magnitudes */
    SynapticFlow(Network network, ScoringPass pass) {
        this.network = network;
        this.pass = pass;
        this.bottlenecks = bottlenecks(network);
    }

    /** Nodes behind which nothing reads what stands before them. */
    private static Set<String> bottlenecks(Network network) {
        Map<String, Integer> lastReader = new HashMap<>();
        List<Node> nodes = network.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).inputs()) {
                lastReader.put(input, i);
            }
        }
        Set<String> found = new HashSet<>();
        int open = lastReader.getOrDefault(Node.INPUT, 0);
        for (int i = 0; i < nodes.size(); i++) {
            if (open <= i) {
                found.add(nodes.get(i).name());
            }
            open = Math.max(open, lastReader.getOrDefault(nodes.get(i).name(), i));
        }
        return found;
    }

    /** d log R by every parameter; all 0 where nothing flows. */
    double[] logGradient() {
        pass.begin();
        PtNDArray ones = JniUtils.detachGradient(pass.leaf(inputDims(), 1));
        PtNDArray outputs = pass.forward().logits(ones, Forward.Norms.LINEAR, 0, this::rescaled);
        double flow = sum(Torch.read(outputs));
        float[] upstream = new float[network.outputs()];
        Arrays.fill(upstream, 1);
        pass.backward(outputs, upstream);
        float[] gradient = pass.takeGradient();
        double[] relative = new double[gradient.length];
        if (flow > 0) {
            Arrays.setAll(relative, i -> gradient[i] / flow);
        }
        return relative;
    }

    private PtNDArray rescaled(Node node, PtNDArray input, PtNDArray output) {
        float largest = bottlenecks.contains(node.name()) ? largest(Torch.read(output)) : 0;
        if (largest == 0) {
            return output;
        }
        return JniUtils.mul(output, pass.constant(Math.scalb(1.0, -Math.getExponent(largest))));
    }

    private static float largest(FloatBuffer values) {
        float largest = 0;
        while (values.hasRemaining()) {
            largest = Math.max(largest, values.get());
        }
        return largest;
    }

    private static double sum(FloatBuffer values) {
        double sum = 0;
        while (values.hasRemaining()) {
            sum += values.get();
        }
        return sum;
    }

    private long[] inputDims() {
        return network.input().positions() == 1
                ? new long[] {1, network.input().channels()}
                : new long[] {
                    1,
                    network.input().channels(),
                    network.input().height(),
                    network.input().width()
                };
    }
}
