package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.lowrank.Factors;
import io.espalier.lowrank.PrincipalDirections;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import io.espalier.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Factors (Sainath et al. 2013, doi:10.1109/ICASSP.2013.6638949): W = U V for every layer, with W (units, numbers per
 * unit), U (units, rank) and V (rank, numbers per unit). They begin as the truncated singular value decomposition of the
 * weights, balanced. A layer that the rank would make no smaller stays whole, as do grouped convolutions. The loss is
 * decay (||U||^2 + ||V||^2) / 2, whose minimum over all factors of W is decay times the sum of W's singular values. The
 * network computes with W; encode it as {@code low-rank} to ship its rows and columns only.
 *
 * @param rank of every layer
 * @param ranks other ranks by the names of layers
 * @param decay multiplier of the factors' squared norms
 */
public record LowRank(
        @Default("16") int rank,
        @Default("{}") Map<String, Integer> ranks,
        @Default("0") double decay) implements Reparameterization {
    public LowRank {
        ranks = Map.copyOf(ranks);
        check(rank >= 1, "rank", rank, "be at least 1");
        check(ranks.values().stream().allMatch(r -> r >= 1), "ranks", ranks, "be at least 1 each");
        check(decay >= 0, "decay", decay, "be at least 0");
    }

    public LowRank() {
        this(16, Map.of(), 0);
    }

    @Override
    public LowRank scaled(double factor) {
        return new LowRank(rank, ranks, decay * factor);
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        List<String> names = network.weighted().stream().map(Node::name).toList();
        if (!names.containsAll(ranks.keySet())) {
            throw new IllegalArgumentException("ranks " + ranks.keySet() + " are not all among its layers " + names);
        }
        return new Factored(network);
    }

    /**
     * A layer in two factors.
     *
     * @param start of U in the own numbers, row by row; V follows
     */
    private record Layer(Layout.Slot slot, int rank, int start) {
        int units() {
            return slot.parameter().units();
        }

        int perUnit() {
            return slot.parameter().perUnit();
        }

        int end() {
            return start + Math.toIntExact(Factors.numbers(units(), perUnit(), rank));
        }

        Factors read(float[] own) {
            int right = start + units() * rank;
            return new Factors(rows(own, start, units(), rank), rows(own, right, rank, perUnit()));
        }

        private static float[][] rows(float[] own, int start, int rows, int length) {
            float[][] read = new float[rows][];
            Arrays.setAll(read, row -> Arrays.copyOfRange(own, start + row * length, start + (row + 1) * length));
            return read;
        }

        void write(Factors factors, float[] own) {
            int next = start;
            for (float[][] part : List.of(factors.left(), factors.right())) {
                for (float[] row : part) {
                    System.arraycopy(row, 0, own, next, row.length);
                    next += row.length;
                }
            }
        }
    }

    /** Own numbers: the trained parameters by the layout, unused where there are factors, then the factors. */
    private final class Factored implements NoiselessParameters {
        private final int trained;
        private final List<Layer> layers = new ArrayList<>();

        Factored(Network network) {
            trained = network.layout().trainedSize();
            for (Node node : network.weighted()) {
                add(node, network.layout().slot(node, Parameter.Role.WEIGHT));
            }
        }

        private void add(Node node, Layout.Slot slot) {
            Parameter weight = slot.parameter();
            int own = ranks.getOrDefault(node.name(), rank);
            boolean smaller = Factors.numbers(weight.units(), weight.perUnit(), own) < weight.size();
            if (smaller && weight.axes().groups() == 1) {
                layers.add(new Layer(slot, own, size()));
            }
        }

        private int size() {
            return layers.isEmpty() ? trained : layers.get(layers.size() - 1).end();
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            float[] own = Arrays.copyOf(Arrays.copyOf(weights, trained), size());
            for (Layer layer : layers) {
                float[][] matrix = layer.slot().byUnit(weights);
                layer.write(
                        PrincipalDirections.of(matrix)
                                .project(matrix, layer.rank())
                                .balanced(),
                        own);
                Arrays.fill(own, layer.slot().offset(), layer.slot().end(), 0);
            }
            return own;
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            System.arraycopy(weights, 0, ownGradient, 0, trained);
            for (Layer layer : layers) {
                Arrays.fill(ownGradient, layer.slot().offset(), layer.slot().end(), 0);
                layer.write(layer.read(own).pullBack(layer.slot().byUnit(weights)), ownGradient);
                for (int i = layer.start(); i < layer.end(); i++) {
                    ownGradient[i] += (float) (decay * own[i]);
                }
            }
        }

        @Override
        public double loss(float[] own, double epoch) {
            double squares = 0;
            for (int i = trained; i < own.length; i++) {
                squares += (double) own[i] * own[i];
            }
            return decay * squares / 2;
        }

        @Override
        public void fold(float[] own, float[] weights) {
            System.arraycopy(own, 0, weights, 0, trained);
            layers.forEach(layer -> layer.slot().putUnits(layer.read(own).product(), weights));
        }
    }
}
