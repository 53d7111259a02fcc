package io.espalier.engine;

import io.espalier.recipe.train.Optimizer;
import java.util.Map;

/** The formulas that {@link Optimizer} states, weight by weight in double arithmetic, with the moments that they carry on. */
final class PlainUpdate {
    private static final String FIRST = "first";
    private static final String SECOND = "second";

    private final Optimizer optimizer;
    private final double[] first;
    private final double[] second;
    private long steps;

    PlainUpdate(Optimizer optimizer, int weights) {
        this.optimizer = optimizer;
        this.first = new double[weights];
        this.second = new double[weights];
    }

    void nextStep() {
        steps++;
    }

    long steps() {
        return steps;
    }

    /** What a weight becomes. */
    double moved(int i, double w, double g, double rate) {
        if (optimizer instanceof Optimizer.Sgd o) {
            return w - rate * (g + o.decay() * w);
        } else if (optimizer instanceof Optimizer.Momentum o) {
            first[i] = o.momentum() * first[i] + g + o.decay() * w;
            return w - rate * first[i];
        } else if (optimizer instanceof Optimizer.Nesterov o) {
            first[i] = o.momentum() * first[i] + g + o.decay() * w;
            return w - rate * (g + o.decay() * w + o.momentum() * first[i]);
        } else if (optimizer instanceof Optimizer.Adam o) {
            return w - rate * adaptive(i, g + o.decay() * w, o.beta1(), o.beta2(), o.epsilon());
        } else if (optimizer instanceof Optimizer.Adamw o) {
            return w - rate * o.decay() * w - rate * adaptive(i, g, o.beta1(), o.beta2(), o.epsilon());
        }
        throw new AssertionError(optimizer);
    }

    private double adaptive(int i, double g, double beta1, double beta2, double epsilon) {
        first[i] = beta1 * first[i] + (1 - beta1) * g;
        second[i] = beta2 * second[i] + (1 - beta2) * g * g;
        double mean = first[i] / (1 - Math.pow(beta1, steps));
        double square = second[i] / (1 - Math.pow(beta2, steps));
        return mean / (Math.sqrt(square) + epsilon);
    }

    /** The moments in single precision, which is all that a snapshot keeps of them. */
    Map<String, float[]> moments() {
        return Map.of(FIRST, Alike.floats(first), SECOND, Alike.floats(second));
    }

    /** Goes on from moments, or from those that it has itself, rounded. */
    void restore(Map<String, float[]> moments, long taken) {
        System.arraycopy(Alike.doubles(moments.get(FIRST)), 0, first, 0, first.length);
        System.arraycopy(Alike.doubles(moments.get(SECOND)), 0, second, 0, second.length);
        steps = taken;
    }
}
