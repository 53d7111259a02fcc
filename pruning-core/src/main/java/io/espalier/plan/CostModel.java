package io.espalier.plan;

import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Expected seconds of actions on one core. Rough, and good enough: it orders work and sizes branches, no result depends
 * on it.
 */
public final class CostModel {
    private static final double SECONDS_PER_STEP = 1.2e-4;
    private static final double SECONDS_PER_TRAINED_MAC = 1.0e-10;
    private static final double SECONDS_PER_MEASURE = 0.01;
    private static final int SCORED_EXAMPLES = 512;

    private final Function<NetworkFamily, Network> build;
    private final int evaluated;
    private final Map<NetworkFamily, Long> macs = new HashMap<>();

    /**
     * @param build gives a family's network for the data at hand
     * @param evaluated examples in the validation part
     */
    public CostModel(Function<NetworkFamily, Network> build, int evaluated) {
        this.build = build;
        this.evaluated = evaluated;
    }

    /** Expected seconds of one action. */
    public double seconds(Root root, Action action) {
        long perExample =
                macs.computeIfAbsent(root.network(), n -> build.apply(n).macs());
        if (action instanceof Action.TrainSpan span) {
            double steps = (double) span.to() - span.from();
            return steps * (SECONDS_PER_STEP + SECONDS_PER_TRAINED_MAC * span.batch() * perExample)
                    + forward(perExample, evaluated);
        } else if (action instanceof Action.Score) {
            return forward(perExample, 3 * SCORED_EXAMPLES) + SECONDS_PER_MEASURE;
        }
        return 0;
    }

    /** Expected seconds of measuring a trial. */
    public double measuring(Root root) {
        long perExample =
                macs.computeIfAbsent(root.network(), n -> build.apply(n).macs());
        return SECONDS_PER_MEASURE + forward(perExample, 4 * evaluated);
    }

    private static double forward(long macs, int examples) {
        return SECONDS_PER_TRAINED_MAC / 3 * macs * examples;
    }
}
