package io.espalier.augmentation;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;

/**
 * Mixes each example with another of its mini-batch, and the losses with their targets (Zhang et al. 2018, arXiv:1710.09412):
 * lambda x_i + (1 - lambda) x_j, where lambda is drawn from Beta(alpha, alpha) and the order of partners at random, for each mini-batch.
 *
 * @param alpha the larger, the nearer are shares to one half
 */
public record Mixup(@Default("0.2") double alpha) implements Augmentation {
    public Mixup {
        check(alpha > 0 && Double.isFinite(alpha), "alpha", alpha, "be positive");
    }

    public Mixup() {
        this(0.2);
    }

    @Override
    public OfBatch begin(Shape shape) {
        return (examples, key) ->
                new MixedBatch(beta(key.with("share")), key.with("partners").permutation(examples));
    }

    /** G / (G + H) of two gamma variables, by their logarithms: for a small alpha both may be below the smallest double. */
    private double beta(RandomKey key) {
        double difference = logOfGamma(key.with(1)) - logOfGamma(key.with(0));
        return 1 / (1 + StrictMath.exp(difference));
    }

    /** Marsaglia and Tsang 2000, doi:10.1145/358407.358414: of alpha + 1, then by U^(1 / alpha) of alpha. */
    private double logOfGamma(RandomKey key) {
        double d = alpha + 1 - 1 / 3.0;
        double c = 1 / StrictMath.sqrt(9 * d);
        for (int attempt = 0; ; attempt++) {
            RandomKey own = key.with(attempt);
            double x = own.gaussian(0);
            double v = 1 + c * x;
            double cube = v * v * v;
            double u = 1 - own.uniform(2);
            if (v > 0 && StrictMath.log(u) < x * x / 2 + d - d * cube + d * StrictMath.log(cube)) {
                return StrictMath.log(d * cube) + StrictMath.log(1 - own.uniform(3)) / alpha;
            }
        }
    }
}
