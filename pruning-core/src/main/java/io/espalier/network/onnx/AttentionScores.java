package io.espalier.network.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Products of queries and keys, on their way to an attention.
 *
 * @param factor what they are multiplied by
 * @param biases what is added to them
 * @param stage how far they have come
 */
record AttentionScores(Value query, Value key, double factor, List<Bias> biases, Stage stage, View view)
        implements Viewed {
    enum Stage {
        PRODUCTS,
        PROBABILITIES
    }

    /**
     * A constant that is added.
     *
     * @param view how products were laid out when it was
     */
    record Bias(Constant constant, View view) {}

    @Override
    public AttentionScores as(View other) {
        return new AttentionScores(query, key, factor, biases, stage, other);
    }

    AttentionScores times(double number) {
        if (!biases.isEmpty() || stage != Stage.PRODUCTS) {
            throw new UnreadableException("it multiplies what is no longer a product of queries and keys");
        }
        return new AttentionScores(query, key, factor * number, biases, stage, view);
    }

    AttentionScores plus(Constant constant) {
        if (stage != Stage.PRODUCTS || constant.rank() > view.rank()) {
            throw new UnreadableException("it adds a constant of dims " + constant.dims() + " to an attention");
        }
        List<Bias> all = new ArrayList<>(biases);
        all.add(new Bias(constant, view));
        return new AttentionScores(query, key, factor, List.copyOf(all), stage, view);
    }

    AttentionScores normalized() {
        return new AttentionScores(query, key, factor, biases, Stage.PROBABILITIES, view);
    }
}
