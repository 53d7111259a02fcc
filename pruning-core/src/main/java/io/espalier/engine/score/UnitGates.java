package io.espalier.engine.score;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.criterion.NetworkView.Cancellation;
import io.espalier.engine.torch.Torch;
import io.espalier.network.Network;
import io.espalier.network.Node;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Ones multiplied onto the activation of every unit of every example: the gradient of such a gate is the sum over
 * positions of a dE/da. A unit's activation is taken behind its norm and nonlinearity.
 */
final class UnitGates {
    private final Network network;
    private final ScoringPass pass;
    private final List<Node> weighted;
    private final List<Node> gated;
    private final double[][] sums;
    private final Cancellation cancellation;

    UnitGates(Network network, ScoringPass pass, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.network = network;
        this.pass = pass;
        this.weighted = network.weighted();
        this.gated = weighted.stream().map(network::activation).toList();
        this.sums = weighted.stream()
                .map(node -> new double[network.shape(node.name()).channels()])
                .toArray(double[][]::new);
    }

    /** Adds a chunk's share of the mean over {@code examples} of the mean over positions of a dE/da. */
    void accumulate(int from, int to, int examples) {
        PtNDArray[] gates = new PtNDArray[gated.size()];
        PtNDArray logits = pass.logits(from, to, (node, input, output) -> {
            int position = gated.indexOf(node);
            if (position < 0) {
                return output;
            }
            gates[position] = pass.leaf(oneEach(output), 1);
            return JniUtils.mul(output, gates[position]);
        });
        pass.backward(logits, from, to, 1);
        for (int i = 0; i < gates.length; i++) {
            int positions = network.shape(weighted.get(i).name()).positions();
            add(sums[i], Torch.read(JniUtils.getGradient(gates[i])), to - from, (double) positions * examples);
        }
    }

    private static long[] oneEach(PtNDArray output) {
        long[] dims = output.getShape().getShape().clone();
        Arrays.fill(dims, 2, dims.length, 1);
        return dims;
    }

    private void add(double[] sums, FloatBuffer gradient, int examples, double divisor) {
        for (int e = 0; e < examples; e++) {
            for (int u = 0; u < sums.length; u++) {
                sums[u] += cancellation.of(gradient.get(e * sums.length + u)) / divisor;
            }
        }
    }

    /** Per weighted node and unit. */
    double[][] means() {
        return sums;
    }
}
