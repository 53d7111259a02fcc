package io.espalier.baseline;

import io.espalier.binding.Default;
import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.network.NetworkFamily;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import java.util.List;

/** A linear model whose weights are the mean example of each class, for tests. */
public record MeanImages(@Default("10") int classes) implements Baseline {
    public MeanImages() {
        this(10);
    }

    @Override
    public NetworkFamily network() {
        return new Mlp(List.of(), Mlp.Activation.RELU);
    }

    @Override
    public String engine() {
        return "mean images 1";
    }

    @Override
    public Coefficients fit(Dataset train, RandomKey key) {
        int width = train.shape().elements();
        double[] means = new double[classes * width];
        int[] counts = new int[classes];
        for (int i = 0; i < train.size(); i++) {
            counts[ClassTargets.of(train).labels()[i]]++;
            for (int j = 0; j < width; j++) {
                means[ClassTargets.of(train).labels()[i] * width + j] += train.features()[i * width + j];
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= counts[i / width];
        }
        return new Coefficients(List.of(new Coefficients.Layer(means, new double[classes])));
    }
}
