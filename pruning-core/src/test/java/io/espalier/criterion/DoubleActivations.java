package io.espalier.criterion;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Activation;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Op;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Means over examples of what is found in the activations of each unit.
 *
 * @param examples how many there are
 * @param ofUnits by weighted node and unit
 */
record DoubleActivations(Network network, int examples, double[][] ofUnits) {
    DoubleActivations(Network network, int examples) {
        this(
                network,
                examples,
                network.weighted().stream()
                        .map(n -> new double[network.shape(n.name()).channels()])
                        .toArray(double[][]::new));
    }

    /** Of one more example, a number of each map. */
    void addNumbers(Map<String, double[]> values, NetworkView.ActivationNumber number) {
        for (int n = 0; n < ofUnits.length; n++) {
            String activation = activation(network.weighted().get(n));
            float[] all = FakeNetworkView.floats(values.get(activation));
            int length = all.length / ofUnits[n].length;
            for (int unit = 0; unit < ofUnits[n].length; unit++) {
                float[] map = Arrays.copyOfRange(all, unit * length, (unit + 1) * length);
                ofUnits[n][unit] += number.of(map, network.shape(activation).width()) / examples;
            }
        }
    }

    /** Of one more example, the products of activations and slopes. */
    void addProducts(
            Map<String, double[]> values, Map<String, double[]> slopes, NetworkView.Cancellation cancellation) {
        for (int n = 0; n < ofUnits.length; n++) {
            String activation = activation(network.weighted().get(n));
            for (int unit = 0; unit < ofUnits[n].length; unit++) {
                double mean = positionMean(unit, ofUnits[n].length, values.get(activation), slopes.get(activation));
                ofUnits[n][unit] += cancellation.of(mean) / examples;
            }
        }
    }

    private static double positionMean(int unit, int units, double[] a, double[] slope) {
        int positions = a.length / units;
        return IntStream.range(unit * positions, (unit + 1) * positions)
                .mapToDouble(i -> a[i] * slope[i])
                .average()
                .orElseThrow();
    }

    /** The last of a node and the norms and nonlinearities straight behind it. */
    private String activation(Node node) {
        List<Node> readers = network.readers().getOrDefault(node.name(), List.of());
        if (readers.size() == 1) {
            Op op = readers.get(0).op();
            if (op instanceof BatchNormalization || op instanceof Activation) {
                return activation(readers.get(0));
            }
        }
        return node.name();
    }
}
