package io.espalier.augmentation;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.op.Shape;

/**
 * Adds normal noise to every feature, of mean 0 (Bishop 1995, doi:10.1162/neco.1995.7.1.108).
 *
 * @param deviation standard deviation of the noise, in the unit of scaled features
 */
@Name("noise")
public record GaussianNoise(@Default("0.1") double deviation) implements Augmentation {
    public GaussianNoise {
        check(deviation > 0 && Double.isFinite(deviation), "deviation", deviation, "be positive");
    }

    public GaussianNoise() {
        this(0.1);
    }

    @Override
    public OfExample begin(Shape shape) {
        return (features, key) -> {
            for (int i = 0; i < features.length; i++) {
                features[i] += (float) (deviation * key.gaussian(i));
            }
        };
    }
}
