package io.espalier.plan.tree;

import io.espalier.network.Network;
import java.util.HashMap;
import java.util.Map;

/**
 * Expected seconds of actions on one core. Rough, and good enough: it orders work and sizes branches, no result depends
 * on it.
 */
public final class CostModel {
    /** What the first work on a slot takes besides: libraries are loaded, classes, data. */
    public static final double SECONDS_TO_START = 4;

    private static final String STEPS = ": steps";
    private static final double SECONDS_PER_STEP = 1.2e-4;
    private static final double SECONDS_PER_TRAINED_MAC = 1.0e-10;
    private static final double SECONDS_PER_PASS = 0.01;
    private static final double SECONDS_PER_MEASURE = 0.04;
    private static final double SECONDS_PER_MEASURED_WEIGHT = 2e-7;
    private static final double SECONDS_PER_DRAWN_WEIGHT = 2e-7;
    private static final double SECONDS_PER_STORE = 0.005;
    private static final double SECONDS_PER_STORED_WEIGHT = 3e-8;
    private static final long BYTES_PER_STORE = 20_000;
    private static final double SECONDS_PER_BRANCH = 0.01;
    private static final double SECONDS_PER_RECONSTRUCTION = 10;
    private static final double SECONDS_PER_FIT = 1;
    private static final int PASSES_PER_FIT = 100;
    private static final int SCORED_EXAMPLES = 512;
    private static final int ASSESSED_EXAMPLES = 100_000;

    private final NetworkCache networks;
    private final Map<Network, Long> macs = new HashMap<>();
    private final Map<Network, Long> weights = new HashMap<>();

    public CostModel(NetworkCache networks) {
        this.networks = networks;
    }

    /** Expected seconds of one action. */
    public double seconds(TrialContext root, Action action) {
        if (action instanceof Action.TrainBatches batches) {
            double steps = (double) batches.to() - batches.from();
            return steps * (SECONDS_PER_STEP + SECONDS_PER_TRAINED_MAC * batches.batch() * macs(root))
                    + forward(root, evaluated(root));
        } else if (action instanceof Action.Score) {
            return forward(root, 3 * SCORED_EXAMPLES) + SECONDS_PER_PASS;
        } else if (action instanceof Action.Reconstruct) {
            return SECONDS_PER_RECONSTRUCTION;
        } else if (action instanceof Action.Assess) {
            return forward(root, ASSESSED_EXAMPLES) + SECONDS_PER_PASS;
        } else if (action instanceof Action.Fit) {
            int examples = networks.data(root.dataHash()).train().size();
            return SECONDS_PER_FIT + SECONDS_PER_TRAINED_MAC * macs(root) * examples * PASSES_PER_FIT;
        } else if (action instanceof Action.Initialize) {
            return SECONDS_PER_DRAWN_WEIGHT * weights(root);
        }
        return 0;
    }

    /** Expected seconds of measuring a trial. */
    public double measuring(TrialContext root) {
        return SECONDS_PER_MEASURE + SECONDS_PER_MEASURED_WEIGHT * weights(root) + forward(root, 4 * evaluated(root));
    }

    /** Expected seconds of putting a snapshot into the store. */
    public double storing(TrialContext root) {
        return SECONDS_PER_STORE + SECONDS_PER_STORED_WEIGHT * weights(root);
    }

    /** Bytes that a snapshot takes: its weights as floats, and what is told of it; those of marks and optimisers come on top. */
    public long bytes(TrialContext root) {
        return BYTES_PER_STORE + Float.BYTES * weights(root);
    }

    /** Expected seconds of a branch, by kind of work: of its actions, of measuring, of storing, and what each branch takes. */
    public Map<String, Double> byKind(Branch branch) {
        Map<String, Double> seconds = new HashMap<>(Map.of("branch", SECONDS_PER_BRANCH));
        branch.segments().stream().flatMap(Segment::all).forEach(segment -> add(segment, branch.root(), seconds));
        return seconds;
    }

    private void add(Segment segment, TrialContext root, Map<String, Double> seconds) {
        segment.actions().forEach(action -> add(action, root, seconds));
        if (segment.end() == Segment.End.MEASURE) {
            seconds.merge("measure", measuring(root), Double::sum);
        }
        if (segment.end().isStored()) {
            seconds.merge("store", storing(root), Double::sum);
        }
    }

    /** Training in two kinds: what grows with the network, and what each step takes besides. */
    private void add(Action action, TrialContext root, Map<String, Double> seconds) {
        double steps = SECONDS_PER_STEP * action.miniBatches();
        seconds.merge(action.kind(), seconds(root, action) - steps, Double::sum);
        if (steps > 0) {
            seconds.merge(action.kind() + STEPS, steps, Double::sum);
        }
    }

    /** Whether a kind of work is the training of networks, which nothing but the size of a network makes slow. */
    public static boolean isOfNetwork(String kind) {
        return kind.startsWith(Action.TrainBatches.KIND) && !kind.endsWith(STEPS);
    }

    /** Passes over the training part; 0 for anything but training. */
    public double epochs(TrialContext root, Action action) {
        if (!(action instanceof Action.TrainBatches batches)) {
            return 0;
        }
        int examples = networks.data(root.dataHash()).train().size();
        long perEpoch = (examples + batches.batch() - 1L) / batches.batch();
        return (double) (batches.to() - batches.from()) / perEpoch;
    }

    private int evaluated(TrialContext root) {
        return networks.data(root.dataHash()).validation().size();
    }

    private double forward(TrialContext root, int examples) {
        return SECONDS_PER_TRAINED_MAC / 3 * macs(root) * examples;
    }

    private long weights(TrialContext root) {
        return weights.computeIfAbsent(networks.of(root.dataHash(), root.network()), Network::parameters);
    }

    private long macs(TrialContext root) {
        return macs.computeIfAbsent(networks.of(root.dataHash(), root.network()), Network::macs);
    }
}
