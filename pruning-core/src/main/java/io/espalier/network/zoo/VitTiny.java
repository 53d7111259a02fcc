package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Attention;
import io.espalier.network.op.ClassToken;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gelu;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.PositionEmbedding;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Slice;
import java.util.stream.IntStream;

/**
 * A vision transformer, after <a href="https://arxiv.org/abs/2010.11929">Dosovitskiy et al. 2021</a>, of the size that
 * <a href="https://arxiv.org/abs/2012.12877">Touvron et al. 2021</a> call tiny: an image is cut into patches, which {@code
 * depth} blocks of attention and two layers with Gelu work on; what the class token has become is classified. 5,717,416
 * parameters with patches of 16 on 3x224x224 with 1,000 classes. Weights start normal with deviation 0.02.
 *
 * @param patch side of a patch; rows and columns that fill no patch are left out
 * @param depth number of blocks
 * @param width channels of each position; the hidden layers have four times as many units
 * @param heads of each attention; divides the width
 */
@Name("vit-tiny")
public record VitTiny(
        @Default("4") int patch,
        @Default("12") int depth,
        @Default("192") int width,
        @Default("3") int heads) implements NetworkFamily {
    private static final double DEVIATION = 0.02;
    private static final double EPSILON = 1e-6;

    public VitTiny {
        check(patch >= 1, "patch", patch, "be at least 1");
        check(depth >= 1, "depth", depth, "be at least 1");
        check(width >= 1, "width", width, "be at least 1");
        check(heads >= 1 && width % heads == 0, "heads", heads, "divide the width, " + width);
    }

    public VitTiny() {
        this(4, 12, 192, 3);
    }

    @Override
    public Network build(Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder("vit-tiny", input, new Initialization.Normal(DEVIATION));
        network.conv("patches", width, patch, patch, 0, Bias.PRESENT);
        network.image("token", new ClassToken(width));
        network.image("positions", new PositionEmbedding(network.shape()));
        for (int block = 1; block <= depth; block++) {
            block(network, "block" + block);
        }
        normalized(network, "norm").image("class", new Slice(Slice.Range.all(1), Slice.Range.all(1)));
        return network.gemm("fc", classes).build();
    }

    private NetworkBuilder normalized(NetworkBuilder network, String name) {
        return network.image(name, new LayerNormalization(width, EPSILON));
    }

    private void block(NetworkBuilder network, String name) {
        String entry = network.last();
        String read = normalized(network, name + "-norm1").last();
        String key = pointwise(network, name + "-key", width).last();
        String value = pointwise(network.from(read), name + "-value", width).last();
        Attention attention = Attention.of(heads, width, network.shape());
        pointwise(network.from(read), name + "-query", width).image(name + "-attention", attention, key, value);
        String attended = pointwise(network, name + "-projection", width)
                .add(name + "-sum", entry)
                .last();
        pointwise(normalized(network, name + "-norm2"), name + "-fc1", 4 * width)
                .activation("gelu", new Gelu());
        pointwise(network, name + "-fc2", width).add(name, attended);
    }

    /** One layer for all positions. */
    private static NetworkBuilder pointwise(NetworkBuilder network, String name, int units) {
        return network.conv(name, units, 1, 1, 0, Bias.PRESENT);
    }

    @Override
    public VitTiny scaled(double factor) {
        int narrow = NetworkFamily.scaled(width, factor);
        int most = IntStream.rangeClosed(1, heads)
                .filter(h -> narrow % h == 0)
                .max()
                .orElseThrow();
        return new VitTiny(patch, depth, narrow, most);
    }
}
