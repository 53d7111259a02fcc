package io.espalier.reparameterization;

import io.espalier.binding.Default;
import io.espalier.network.Network;
import io.espalier.quantization.LayerQuantizers;
import io.espalier.quantization.Quantizer;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Quantization-aware training: passes are computed with the quantized weights w = Q(theta), and theta moves by the gradient
 * at w as if Q were the identity (straight through; Bengio, Leonard and Courville 2013, arXiv:1308.3432; Jacob et al. 2018,
 * doi:10.1109/CVPR.2018.00286). Biases and norms stay floats. Weights that come out as 0 are pruned when the step ends. Encode the network as
 * {@code quantized} in the same way to ship what was trained, to the bit.
 *
 * @param by the quantizer of every layer
 * @param layers others by the names of layers; {@code classifier} is the last
 */
public record FakeQuantization(
        @Default("uniform") Quantizer by, @Default("{}") Map<String, Quantizer> layers) implements Reparameterization {
    public FakeQuantization {
        layers = Map.copyOf(layers);
    }

    public FakeQuantization() {
        this(new Quantizer.Uniform(8), Map.of());
    }

    /** It has no loss of its own. */
    @Override
    public FakeQuantization scaled(double factor) {
        return this;
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Rounded(network.layout().trainedSize(), new LayerQuantizers(by, layers).of(network));
    }

    /** Own numbers: theta, by the layout. */
    private record Rounded(int trained, List<LayerQuantizers.Layer> layers) implements NoiselessParameters {
        @Override
        public Gradient gradient() {
            return Gradient.STRAIGHT_THROUGH;
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            return Arrays.copyOf(weights, trained);
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            System.arraycopy(weights, 0, ownGradient, 0, trained);
        }

        @Override
        public void fold(float[] own, float[] weights) {
            System.arraycopy(own, 0, weights, 0, trained);
            layers.forEach(layer -> layer.put(layer.quantize(own), weights));
        }
    }
}
