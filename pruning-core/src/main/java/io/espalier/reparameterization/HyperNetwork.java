package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.random.RandomKey;
import io.espalier.sharing.KernelTiles;
import io.espalier.sharing.KernelTiles.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * HyperNetworks (Ha, Dai and Le 2017, arXiv:1609.09106), static: the kernels of convolutions are tiles of {@code inputs}
 * channels by {@code units} filters, and each tile is what one small network for all layers of the same window makes of a
 * vector z of the tile's own: a_i = W_i z + B_i for input channel i, K_i = V a_i + C. A generator has
 * inputs hidden (latent + 1) + units taps (hidden + 1) numbers, a tile {@code latent} more. Convolutions whose channels or
 * filters are no multiple of a tile's stay as they are, as do grouped ones, those of one position, and all other
 * parameters. Generators are drawn at the scale of the weights that they replace, which are lost. Encode the network as
 * {@code hypernetwork} by the same tiles to ship fewer numbers; it computes with all its weights.
 *
 * @param latent numbers of z
 * @param hidden numbers of a_i
 * @param inputs channels that a tile reads
 * @param units filters of a tile
 */
@Name("hypernetwork")
public record HyperNetwork(
        @Default("4") int latent,
        @Default("4") int hidden,
        @Default("16") int inputs,
        @Default("16") int units) implements Reparameterization {
    public HyperNetwork {
        check(latent >= 1, "latent", latent, "be at least 1");
        check(hidden >= 1, "hidden", hidden, "be at least 1");
        check(inputs >= 1, "inputs", inputs, "be at least 1");
        check(units >= 1, "units", units, "be at least 1");
    }

    public HyperNetwork() {
        this(4, 4, 16, 16);
    }

    /** It has no loss of its own. */
    @Override
    public HyperNetwork scaled(double factor) {
        return this;
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Generated(network);
    }

    /**
     * The layers of one window.
     *
     * @param start of the generator's numbers; those of the tiles follow
     */
    private record Shared(KernelTiles kernels, KernelGenerator generator, int start) {
        int end() {
            return vector(kernels.tiles().size());
        }

        int vector(int tile) {
            return start + generator.size() + tile * generator.latent();
        }

        float[] generator(float[] own) {
            return Arrays.copyOfRange(own, start, start + generator.size());
        }

        float[] vector(float[] own, int tile) {
            return Arrays.copyOfRange(own, vector(tile), vector(tile + 1));
        }

        void clear(float[] values) {
            float[][] zeros = new float[kernels.inputs()][kernels.width()];
            kernels.tiles().forEach(tile -> kernels.write(tile, zeros, values));
        }

        double deviation(float[] weights) {
            double squares = 0;
            long count = 0;
            for (Tile tile : kernels.tiles()) {
                for (float[] row : kernels.read(tile, weights)) {
                    for (float weight : row) {
                        squares += (double) weight * weight;
                    }
                    count += row.length;
                }
            }
            return Math.sqrt(squares / count);
        }
    }

    /** Own numbers: the trained parameters by the layout, unused where they are generated, then those of each window. */
    private final class Generated implements NoiselessParameters {
        private final int trained;
        private final List<Shared> windows = new ArrayList<>();

        Generated(Network network) {
            trained = network.layout().trainedSize();
            for (KernelTiles kernels : KernelTiles.of(network.layout(), inputs, units)) {
                windows.add(new Shared(kernels, new KernelGenerator(inputs, kernels.width(), hidden, latent), size()));
            }
        }

        private int size() {
            return windows.isEmpty() ? trained : windows.get(windows.size() - 1).end();
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            float[] own = Arrays.copyOf(Arrays.copyOf(weights, trained), size());
            for (Shared window : windows) {
                RandomKey random = key.with(window.start());
                float[] generator = window.generator().initial(window.deviation(weights), random);
                System.arraycopy(generator, 0, own, window.start(), generator.length);
                for (int i = window.vector(0); i < window.end(); i++) {
                    own[i] = (float) random.with("z").gaussian(i - window.vector(0));
                }
                window.clear(own);
            }
            return own;
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            System.arraycopy(weights, 0, ownGradient, 0, trained);
            for (Shared window : windows) {
                window.clear(ownGradient);
                float[] numbers = window.generator(own);
                double[] byNumbers = new double[numbers.length];
                List<Tile> tiles = window.kernels().tiles();
                for (int t = 0; t < tiles.size(); t++) {
                    float[][] slopes = window.kernels().read(tiles.get(t), weights);
                    float[] z = window.vector(own, t);
                    put(window.generator().pullBack(numbers, z, slopes, byNumbers), ownGradient, window.vector(t));
                }
                put(byNumbers, ownGradient, window.start());
            }
        }

        private static void put(double[] from, float[] to, int start) {
            for (int i = 0; i < from.length; i++) {
                to[start + i] = (float) from[i];
            }
        }

        @Override
        public void fold(float[] own, float[] weights) {
            System.arraycopy(own, 0, weights, 0, trained);
            for (Shared window : windows) {
                float[] numbers = window.generator(own);
                List<Tile> tiles = window.kernels().tiles();
                for (int t = 0; t < tiles.size(); t++) {
                    float[][] kernel = window.generator().generate(numbers, window.vector(own, t));
                    window.kernels().write(tiles.get(t), kernel, weights);
                }
            }
        }
    }
}
