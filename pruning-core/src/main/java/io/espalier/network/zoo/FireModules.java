package io.espalier.network.zoo;

import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Concat;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Window;
import java.util.Set;

/**
 * The shape that both versions of SqueezeNet share (<a href="https://arxiv.org/abs/1602.07360">Iandola et al. 2016</a>): a
 * convolution with stride 2, eight fire modules, a 1x1 convolution to the classes with ReLU, and the mean over positions. A
 * fire module squeezes its input by a 1x1 convolution, and puts 1x1 and 3x3 convolutions of that side by side. Pools of 3x3
 * with stride 2 take in what is left at the border. Weights start as He et al. 2015.
 *
 * @param name of the network
 * @param filters of the first convolution
 * @param kernel of the first convolution
 * @param pooled the modules that a pool stands behind
 * @param scale factor on every number of filters
 */
record FireModules(String name, int filters, int kernel, Set<Integer> pooled, double scale) {
    /** Filters of each module's squeeze; each of its expansions has four times as many. */
    private static final int[] SQUEEZES = {16, 16, 32, 32, 48, 48, 64, 64};

    Network build(Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder(name, input, new Initialization.HeNormal());
        network.conv("conv1", scaled(filters), kernel, 2, 0, Bias.PRESENT).relu();
        pool(network, "conv1-pool");
        for (int i = 0; i < SQUEEZES.length; i++) {
            int module = i + 2;
            fire(network, "fire" + module, SQUEEZES[i]);
            if (pooled.contains(module)) {
                pool(network, "fire" + module + "-pool");
            }
        }
        network.conv("conv10", classes, 1, 1, 0, Bias.PRESENT).relu();
        return network.globalAveragePool().build();
    }

    private int scaled(int count) {
        return NetworkFamily.scaled(count, scale);
    }

    private void fire(NetworkBuilder network, String fire, int squeeze) {
        String squeezed = network.conv(fire + "-squeeze", scaled(squeeze), 1, 1, 0, Bias.PRESENT)
                .relu()
                .last();
        String wide = network.conv(fire + "-expand3x3", scaled(4 * squeeze), 3, 1, 1, Bias.PRESENT)
                .relu()
                .last();
        network.from(squeezed)
                .conv(fire + "-expand1x1", scaled(4 * squeeze), 1, 1, 0, Bias.PRESENT)
                .relu();
        network.image(fire, new Concat(), wide);
    }

    private static void pool(NetworkBuilder network, String pool) {
        Shape shape = network.shape();
        network.image(pool, new MaxPool(new Window(side(shape.height()), side(shape.width()))));
    }

    /** Padded behind where the last window would leave some of the input out. */
    private static Window.Side side(int length) {
        int rest = length < 3 ? 3 - length : (length - 3) % 2;
        return new Window.Side(3, 2, 1, 0, rest);
    }
}
