package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Shape;

/**
 * Two convolutions of as many filters, each padded to keep the size, with ReLU, and halved by max pooling, then the
 * classifier: the network on which HyperNetworks were tried (Ha, Dai and Le 2017). By default the second has 12,544 weights
 * on images. Inputs need at least 4 rows and columns. Weights start as Glorot and Bengio.
 *
 * @param filters of each convolution
 * @param kernel side of their windows, odd
 */
public record TwoConvolutions(
        @Default("16") int filters, @Default("7") int kernel) implements NetworkFamily {
    public TwoConvolutions {
        check(filters >= 1, "filters", filters, "be at least 1");
        check(kernel >= 1 && kernel % 2 == 1, "kernel", kernel, "be odd and at least 1");
    }

    public TwoConvolutions() {
        this(16, 7);
    }

    @Override
    public Network build(Shape input, int classes) {
        return new NetworkBuilder("two-convolutions", input, new Initialization.GlorotNormal())
                .conv("conv1", filters, kernel, 1, kernel / 2, Bias.PRESENT)
                .relu()
                .halve()
                .conv("conv2", filters, kernel, 1, kernel / 2, Bias.PRESENT)
                .relu()
                .halve()
                .gemm("fc", classes)
                .build();
    }

    @Override
    public TwoConvolutions scaled(double width) {
        return new TwoConvolutions(NetworkFamily.scaled(filters, width), kernel);
    }
}
