package io.espalier.reparameterization;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.random.RandomKey;
import io.espalier.sharing.SharedLayer;
import io.espalier.sharing.SharingPattern;
import java.util.Arrays;
import java.util.List;

/**
 * Weights that are few numbers in a fixed pattern: HashedNets, FreshNets, circulant and Toeplitz matrices. Each number begins as the
 * first of its weights, or of their frequencies, that is not 0, so that an initialisation keeps its scale. A layer in which the pattern
 * has no fewer numbers than weights stays as it is, as do biases. Encode the network as {@code weight-sharing} by the same pattern to ship the numbers only;
 * it computes with all its weights.
 *
 * @param by the pattern
 */
public record WeightSharing(@Default("hashed") SharingPattern by) implements Reparameterization {
    public WeightSharing() {
        this(new SharingPattern.Hashed(8, 0));
    }

    /** It has no loss of its own. */
    @Override
    public WeightSharing scaled(double factor) {
        return this;
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Shared(network);
    }

    /** Own numbers: the trained parameters by the layout, unused where they are shared, then those of each layer. */
    private final class Shared implements NoiselessParameters {
        private final int trained;
        private final List<SharedLayer> layers;

        Shared(Network network) {
            trained = network.layout().trainedSize();
            layers = network.layout().slots(Role.WEIGHT).stream()
                    .map(by::of)
                    .filter(layer -> layer.count() < layer.index().length)
                    .toList();
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            int numbers = layers.stream().mapToInt(SharedLayer::count).sum();
            float[] own = Arrays.copyOf(Arrays.copyOf(weights, trained), trained + numbers);
            int start = trained;
            for (SharedLayer layer : layers) {
                layer.first(weights, own, start);
                clear(layer, own);
                start += layer.count();
            }
            return own;
        }

        private void clear(SharedLayer layer, float[] own) {
            Layout.Slot slot = layer.slot();
            Arrays.fill(own, slot.offset(), slot.end(), 0);
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            System.arraycopy(weights, 0, ownGradient, 0, trained);
            int start = trained;
            for (SharedLayer layer : layers) {
                layer.gather(weights, ownGradient, start);
                clear(layer, ownGradient);
                start += layer.count();
            }
        }

        @Override
        public void fold(float[] own, float[] weights) {
            System.arraycopy(own, 0, weights, 0, trained);
            int start = trained;
            for (SharedLayer layer : layers) {
                layer.spread(own, start, weights);
                start += layer.count();
            }
        }
    }
}
