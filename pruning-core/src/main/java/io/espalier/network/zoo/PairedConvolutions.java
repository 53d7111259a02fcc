package io.espalier.network.zoo;

import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Shape;

/**
 * The shape that Conv-2, Conv-4 and Conv-6 share (Frankle and Carbin 2019, figure 2; scaled-down VGG): pairs of 3x3
 * convolutions with 64, 128, 256 filters, ReLU, halved by max pooling after each pair, then two layers of 256 ReLU units.
 * Weights start as Glorot and Bengio.
 */
final class PairedConvolutions {
    private PairedConvolutions() {}

    static Network build(String name, int pairs, double scale, Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder(name, input, new Initialization.GlorotNormal());
        for (int pair = 0; pair < pairs; pair++) {
            int filters = NetworkFamily.scaled(64 << pair, scale);
            conv(network, 2 * pair + 1, filters);
            conv(network, 2 * pair + 2, filters).halve();
        }
        int units = NetworkFamily.scaled(256, scale);
        return network.gemm("fc1", units)
                .relu()
                .gemm("fc2", units)
                .relu()
                .gemm("fc3", classes)
                .build();
    }

    private static NetworkBuilder conv(NetworkBuilder network, int number, int filters) {
        return network.conv("conv" + number, filters, 3, 1, 1, Bias.PRESENT).relu();
    }
}
