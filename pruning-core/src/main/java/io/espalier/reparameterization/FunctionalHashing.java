package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.random.RandomKey;
import io.espalier.sharing.SharedLayer;
import io.espalier.sharing.SharingPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Functional hashing, FunHashNN (Shi, Feng and Zhu 2016, arXiv:1605.06560): W_ij = g(x_1, ..., x_U) with
 * x_u = xi_u(i, j) w_{h_u(i, j)}, the hashes of HashedNets in the same ceil(size / compression) numbers w of a layer, and
 * one small function g for all layers, whose parameters are trained too. With one hash and g a sum it is HashedNets. A number begins as
 * the first of its weights by the first hash that is not 0; a layer with no fewer numbers than weights stays as it is. No
 * codec reads the numbers off the weights again, so that files hold all weights.
 *
 * @param compression weights per number
 * @param hashes U, of each weight
 * @param by g
 * @param seed of the first hash; the u-th has the seed plus u - 1
 */
public record FunctionalHashing(
        @Default("8") double compression,
        @Default("4") int hashes,
        @Default("network") Combination by,
        @Default("0") int seed)
        implements Reparameterization {
    public FunctionalHashing {
        check(compression >= 1 && Double.isFinite(compression), "compression", compression, "be at least 1");
        check(hashes >= 1 && hashes <= 64, "hashes", hashes, "be in 1..64");
    }

    public FunctionalHashing() {
        this(8, 4, new Combination.TanhNetwork(4), 0);
    }

    /** It has no loss of its own. */
    @Override
    public FunctionalHashing scaled(double factor) {
        return this;
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Combined(network);
    }

    /**
     * A layer and its hashes.
     *
     * @param start of its numbers among its own
     */
    private record Layer(List<SharedLayer> hashes, int start) {
        Layout.Slot slot() {
            return hashes.get(0).slot();
        }

        int end() {
            return start + hashes.get(0).count();
        }

        int number(int hash, int weight) {
            return start + hashes.get(hash).index()[weight];
        }

        boolean isNegated(int hash, int weight) {
            return hashes.get(hash).negated()[weight];
        }

        void read(float[] own, int weight, double[] x) {
            for (int u = 0; u < x.length; u++) {
                double number = own[number(u, weight)];
                x[u] = isNegated(u, weight) ? 0 - number : number;
            }
        }
    }

    /** Own numbers: the trained parameters by the layout, unused where they are hashed, the numbers of each layer, and g's. */
    private final class Combined implements NoiselessParameters {
        private final int trained;
        private final List<Layer> layers = new ArrayList<>();

        Combined(Network network) {
            trained = network.layout().trainedSize();
            network.layout().slots(Role.WEIGHT).forEach(this::add);
        }

        private void add(Layout.Slot slot) {
            List<SharedLayer> all = IntStream.range(0, hashes)
                    .mapToObj(u -> new SharingPattern.Hashed(compression, seed + u).of(slot))
                    .toList();
            if (all.get(0).count() < slot.parameter().size()) {
                layers.add(new Layer(all, function()));
            }
        }

        /** Where the parameters of g begin. */
        private int function() {
            return layers.isEmpty() ? trained : layers.get(layers.size() - 1).end();
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            float[] ofFunction = by.initial(hashes, key);
            float[] own = Arrays.copyOf(Arrays.copyOf(weights, trained), function() + ofFunction.length);
            for (Layer layer : layers) {
                layer.hashes().get(0).first(weights, own, layer.start());
                Arrays.fill(own, layer.slot().offset(), layer.slot().end(), 0);
            }
            System.arraycopy(ofFunction, 0, own, function(), ofFunction.length);
            return own;
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            System.arraycopy(weights, 0, ownGradient, 0, trained);
            double[] slopes = new double[own.length - trained];
            Combination.Function function = by.of(own, function(), hashes);
            for (Layer layer : layers) {
                Arrays.fill(ownGradient, layer.slot().offset(), layer.slot().end(), 0);
                pullBack(layer, function, own, weights, slopes);
            }
            function.addSlopes(slopes, function() - trained);
            for (int i = 0; i < slopes.length; i++) {
                ownGradient[trained + i] = (float) slopes[i];
            }
        }

        private void pullBack(
                Layer layer, Combination.Function function, float[] own, float[] weights, double[] slopes) {
            double[] x = new double[hashes];
            double[] byX = new double[hashes];
            for (int i = 0; i < layer.slot().parameter().size(); i++) {
                layer.read(own, i, x);
                function.pullBack(x, weights[layer.slot().offset() + i], byX);
                for (int u = 0; u < hashes; u++) {
                    slopes[layer.number(u, i) - trained] += layer.isNegated(u, i) ? -byX[u] : byX[u];
                }
            }
        }

        @Override
        public void fold(float[] own, float[] weights) {
            System.arraycopy(own, 0, weights, 0, trained);
            double[] x = new double[hashes];
            Combination.Function function = by.of(own, function(), hashes);
            for (Layer layer : layers) {
                for (int i = 0; i < layer.slot().parameter().size(); i++) {
                    layer.read(own, i, x);
                    weights[layer.slot().offset() + i] = (float) function.of(x);
                }
            }
        }
    }
}
