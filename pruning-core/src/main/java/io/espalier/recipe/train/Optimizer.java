package io.espalier.recipe.train;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;

/** The rule that turns a gradient into a step. Rates are the peak; the learning-rate schedule scales them. */
public sealed interface Optimizer {
    double rate();

    double decay();

    /** How many numbers it keeps for each weight. */
    default int moments() {
        return 1;
    }

    /** The same rule at another rate. */
    Optimizer withRate(double other);

    /**
     * w -= rate (g + decay w).
     *
     * @param rate learning rate, which the schedule scales
     * @param decay weight decay: multiple of each weight that is added to its gradient
     */
    record Sgd(@Default("0.01") double rate, @Default("0") double decay) implements Optimizer {
        public Sgd {
            checkRates(rate, decay);
        }

        @Override
        public int moments() {
            return 0;
        }

        @Override
        public Sgd withRate(double other) {
            return new Sgd(other, decay);
        }
    }

    /**
     * v = momentum v + g + decay w; w -= rate v.
     *
     * @param rate learning rate, which the schedule scales
     * @param momentum fraction of the previous step that is added to the next, in [0, 1)
     * @param decay weight decay: multiple of each weight that is added to its gradient
     */
    record Momentum(
            @Default("0.01") double rate,
            @Default("0.9") double momentum,
            @Default("0") double decay) implements Optimizer {
        public Momentum {
            checkRates(rate, decay);
            check(momentum >= 0 && momentum < 1, "momentum", momentum, "be in [0, 1)");
        }

        @Override
        public Momentum withRate(double other) {
            return new Momentum(other, momentum, decay);
        }
    }

    /**
     * v = momentum v + g + decay w; w -= rate (g + decay w + momentum v).
     *
     * @param rate learning rate, which the schedule scales
     * @param momentum fraction of the previous step that is added to the next, in [0, 1)
     * @param decay weight decay: multiple of each weight that is added to its gradient
     */
    record Nesterov(
            @Default("0.01") double rate,
            @Default("0.9") double momentum,
            @Default("0") double decay) implements Optimizer {
        public Nesterov {
            checkRates(rate, decay);
            check(momentum >= 0 && momentum < 1, "momentum", momentum, "be in [0, 1)");
        }

        @Override
        public Nesterov withRate(double other) {
            return new Nesterov(other, momentum, decay);
        }
    }

    /**
     * Adam with bias correction (Kingma and Ba 2015); decay is added to the gradient.
     *
     * @param rate learning rate, which the schedule scales
     * @param beta1 decay of the mean of gradients, in [0, 1)
     * @param beta2 decay of the mean of squared gradients, in [0, 1)
     * @param epsilon added to the denominator
     * @param decay weight decay: multiple of each weight that is added to its gradient
     */
    record Adam(
            @Default("0.001") double rate,
            @Default("0.9") double beta1,
            @Default("0.999") double beta2,
            @Default("1e-8") double epsilon,
            @Default("0") double decay)
            implements Optimizer {
        public Adam {
            checkRates(rate, decay);
            checkMoments(beta1, beta2, epsilon);
        }

        @Override
        public int moments() {
            return 2;
        }

        @Override
        public Adam withRate(double other) {
            return new Adam(other, beta1, beta2, epsilon, decay);
        }
    }

    /**
     * Adam whose decay shrinks the weights directly: w -= rate decay w (Loshchilov and Hutter 2019).
     *
     * @param rate learning rate, which the schedule scales
     * @param beta1 decay of the mean of gradients, in [0, 1)
     * @param beta2 decay of the mean of squared gradients, in [0, 1)
     * @param epsilon added to the denominator
     * @param decay weight decay: fraction of each weight that a step at rate 1 subtracts
     */
    record Adamw(
            @Default("0.001") double rate,
            @Default("0.9") double beta1,
            @Default("0.999") double beta2,
            @Default("1e-8") double epsilon,
            @Default("0.01") double decay)
            implements Optimizer {
        public Adamw {
            checkRates(rate, decay);
            checkMoments(beta1, beta2, epsilon);
        }

        @Override
        public int moments() {
            return 2;
        }

        @Override
        public Adamw withRate(double other) {
            return new Adamw(other, beta1, beta2, epsilon, decay);
        }
    }

    private static void checkRates(double rate, double decay) {
        check(rate > 0, "rate", rate, "be above 0");
        check((float) rate > 0 && Float.isFinite((float) rate), "rate", rate, "be above 0 as a 32-bit float");
        check(decay >= 0, "decay", decay, "be at least 0");
        check(Float.isFinite((float) decay), "decay", decay, "be finite as a 32-bit float");
    }

    private static void checkMoments(double beta1, double beta2, double epsilon) {
        check(beta1 >= 0 && beta1 < 1, "beta1", beta1, "be in [0, 1)");
        check(beta2 >= 0 && beta2 < 1, "beta2", beta2, "be in [0, 1)");
        check((float) epsilon > 0, "epsilon", epsilon, "be above 0 as a float32");
    }
}
