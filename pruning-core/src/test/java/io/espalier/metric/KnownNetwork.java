package io.espalier.metric;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A subject with networks that can be worked out by hand: one input x, two classes. */
record KnownNetwork(Dataset examples, Predictor network, Optional<Predictor> dense, RandomKey key)
        implements EvaluatedNetwork {
    static final float LN_3 = (float) Math.log(3);

    static KnownNetwork of(Dataset examples, Predictor network, @Nullable Predictor dense) {
        return new KnownNetwork(examples, network, Optional.ofNullable(dense), RandomKey.of(5));
    }

    static Dataset line(float[] x, int... labels) {
        return new Dataset(new Shape(1, 1, 1), 2, x, labels);
    }

    /** Logits (0, logit(x)). */
    static Predictor logit(ToDoubleFunction<Float> logit) {
        return data -> {
            float[] logits = new float[2 * data.size()];
            for (int i = 0; i < data.size(); i++) {
                logits[2 * i + 1] = (float) logit.applyAsDouble(data.features()[i]);
            }
            return new ClassPredictions(logits, 2, ClassTargets.of(data).labels());
        };
    }

    /** Calls take 1, 2, 3, ... microseconds. */
    @Override
    public Score choice() {
        return new ErrorRate();
    }

    @Override
    public Timer timer(int threads, int batch) {
        return new Timer() {
            private int calls;

            @Override
            public long nanoseconds() {
                return 1000L * ++calls;
            }

            @Override
            public void close() {
                calls = 0;
            }
        };
    }

    /** Class 1 above {@code at}, with the odds 3 to 1 on either side. */
    static Predictor cut(double at) {
        return logit(x -> x > at ? LN_3 : -LN_3);
    }
}
