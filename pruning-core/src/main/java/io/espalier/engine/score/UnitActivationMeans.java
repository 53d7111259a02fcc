package io.espalier.engine.score;

import ai.djl.pytorch.engine.PtNDArray;
import io.espalier.criterion.NetworkView.ActivationNumber;
import io.espalier.engine.torch.Torch;
import io.espalier.network.Network;
import io.espalier.network.Node;
import java.nio.FloatBuffer;
import java.util.List;

/** Means over examples of a number of each unit's activation, behind its norm and nonlinearity. */
final class UnitActivationMeans {
    private final Network network;
    private final ScoringPass pass;
    private final ActivationNumber number;
    private final List<Node> activations;
    private final double[][] means;

    UnitActivationMeans(Network network, ScoringPass pass, ActivationNumber number) {
        this.network = network;
        this.pass = pass;
        this.number = number;
        this.activations = network.weighted().stream().map(network::activation).toList();
        this.means = activations.stream()
                .map(node -> new double[network.shape(node.name()).channels()])
                .toArray(double[][]::new);
    }

    /** Adds a chunk's share of the means over {@code examples}. */
    void accumulate(int from, int to, int examples) {
        pass.logits(from, to, (node, input, output) -> {
            for (int i = 0; i < means.length; i++) {
                if (activations.get(i).equals(node)) {
                    add(means[i], output, network.shape(node.name()).width(), (to - from), examples);
                }
            }
            return output;
        });
    }

    private void add(double[] sums, PtNDArray output, int width, int rows, int examples) {
        FloatBuffer values = Torch.read(output);
        float[] map = new float[values.remaining() / (rows * sums.length)];
        for (int i = 0; i < rows * sums.length; i++) {
            values.get(i * map.length, map);
            sums[i % sums.length] += number.of(map, width) / examples;
        }
    }

    /** Per weighted node and unit. */
    double[][] means() {
        return means;
    }
}
