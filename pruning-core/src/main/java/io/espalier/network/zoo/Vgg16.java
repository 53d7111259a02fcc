package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Shape;

/**
 * VGG-16 with batch normalisation (configuration D of Simonyan and Zisserman 2015) in the form usual for CIFAR: thirteen
 * 3x3 convolutions of 64 to 512 filters, halved by max pooling behind the second, fourth, seventh and tenth, then the
 * mean over positions and one fully connected layer. 14,715,584 weights on 3x32x32 with 10 classes. Inputs need at least
 * 16 rows and columns. Weights start as He et al.
 *
 * @param scale factor on every hidden width
 */
@Name("vgg-16")
public record Vgg16(@Default("1.0") double scale) implements NetworkFamily {
    private static final int[][] STAGES = {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};

    public Vgg16 {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
    }

    public Vgg16() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder("vgg-16", input, new Initialization.HeNormal());
        int number = 1;
        for (int stage = 0; stage < STAGES.length; stage++) {
            if (stage > 0) {
                network.halve();
            }
            for (int filters : STAGES[stage]) {
                network.conv("conv" + number++, NetworkFamily.scaled(filters, scale), 3, 1, 1, Bias.ABSENT)
                        .batchNormalization()
                        .relu();
            }
        }
        return network.globalAveragePool().gemm("fc", classes).build();
    }

    @Override
    public Vgg16 scaled(double width) {
        return new Vgg16(scale * width);
    }
}
