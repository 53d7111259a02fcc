package io.espalier.network.zoo;

import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Shape;

/**
 * The shape that the residual networks for small images share (He et al. 2016, section 4.2): a 3x3 convolution, three
 * stages of blocks with {@code width}, 2 {@code width} and 4 {@code width} filters, the later two entered with stride 2,
 * then the mean over positions and one fully connected layer. A block is two 3x3 convolutions with batch norm, added to
 * its input; where the shape changes, the input passes a 1x1 convolution with batch norm (option B). Weights start as
 * He et al. 2015.
 */
final class ResidualStages {
    private static final int STAGES = 3;

    private ResidualStages() {}

    static Network build(String name, int blocksPerStage, int width, Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder(name, input, new Initialization.HeNormal());
        conv(network, "stem", width, 3, 1).relu();
        for (int stage = 1; stage <= STAGES; stage++) {
            for (int block = 1; block <= blocksPerStage; block++) {
                int stride = stage > 1 && block == 1 ? 2 : 1;
                block(network, "stage" + stage + "-block" + block, width << (stage - 1), stride);
            }
        }
        return network.globalAveragePool().gemm("fc", classes).build();
    }

    private static void block(NetworkBuilder network, String name, int filters, int stride) {
        String entry = network.last();
        Shape entryShape = network.shape();
        conv(network, name + "-conv1", filters, 3, stride).relu();
        conv(network, name + "-conv2", filters, 3, 1);
        if (!network.shape().equals(entryShape)) {
            String residual = network.last();
            conv(network.from(entry), name + "-projection", filters, 1, stride).add(name, residual);
        } else {
            network.add(name, entry);
        }
        network.relu();
    }

    private static NetworkBuilder conv(NetworkBuilder network, String name, int filters, int kernel, int stride) {
        return network.conv(name, filters, kernel, stride, kernel / 2, Bias.ABSENT)
                .batchNormalization();
    }
}
