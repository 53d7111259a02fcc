package io.espalier.plan.tree;

import io.espalier.baseline.Baseline;
import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.binding.Unwrapped;
import io.espalier.codec.Codec;
import io.espalier.criterion.Criterion;
import io.espalier.metric.Metric;
import io.espalier.prune.Grouping;
import io.espalier.prune.LayerBounds;
import io.espalier.prune.MaskPlacement;
import io.espalier.prune.Scope;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.NewWeights;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import io.espalier.reconstruction.Reconstructor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The unit of keyed work: what turns one snapshot into the next. Steps of a recipe unroll into actions so fine that
 * whatever two trials have in common is a common prefix: a longer training begins with the actions of a shorter one,
 * and pruning scores once for all sparsities.
 */
public sealed interface Action {
    /** Whether it is done in one go with the action before it. */
    default boolean continues(Action before) {
        return false;
    }

    /** What its cost is expected by, together with that of others of the kind. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /** Mini-batches that it trains. */
    default long miniBatches() {
        return 0;
    }

    /** The other network that this action looks at; none in most. */
    default Optional<NetworkReference> reference(TrialContext root) {
        return Optional.empty();
    }

    /** Draws the initial weights. Every trial begins with it. */
    record Initialize() implements Action {}

    /** Remembers the weights as they stand, for a later rewind. */
    record Mark(String label) implements Action {}

    /**
     * Mini-batches {@code from} to {@code to} of a train step, then an evaluation on the validation part.
     *
     * @param length mini-batches of the whole step; null where the learning rate does not depend on it
     */
    @Name("train-span")
    record TrainBatches(
            int batch,
            Optimizer optimizer,
            @Default("constant") LearningRate schedule,
            @Nullable Integer patience,
            @Default("last") Train.Keep keep,
            long from,
            long to,
            @Nullable Long length,
            @Unwrapped TrainingHooks hooks)
            implements Action {
        /** Begins the kinds of all training. */
        public static final String KIND = "TrainBatches";

        @Override
        public String kind() {
            return hooks.isEmpty() ? KIND : KIND + " with " + String.join(", ", hooks.names());
        }

        @Override
        public long miniBatches() {
            return to - from;
        }

        @Override
        public boolean continues(Action before) {
            return before instanceof TrainBatches batches && batches.to() == from;
        }

        @Override
        public Optional<NetworkReference> reference(TrialContext root) {
            return Optional.ofNullable(hooks.distill())
                    .map(Distillation::teacher)
                    .map(teacher -> new NetworkReference(root.with(teacher.network()), teacher.recipe()));
        }
    }

    /** Ends a train step: keeps the last or the best weights, lets go of the optimiser. */
    @Name("settle")
    record EndTraining(
            @Default("last") Train.Keep keep,
            @Default("free") Zeros zeros) implements Action {}

    /** What becomes of weights that are 0 when a train step ends. */
    enum Zeros {
        /** They may move in later steps. */
        FREE,
        /** They are removed. */
        REMOVED
    }

    /** Removes weights below a number. */
    @Name("truncate")
    record Threshold(double below) implements Action {}

    /** Scores every group. */
    record Score(Criterion criterion, @Unwrapped Grouping grouping) implements Action {
        @Override
        public String kind() {
            return "Score by " + criterion.getClass().getSimpleName();
        }
    }

    /** Removes the lowest-scored groups. */
    record Select(
            @Default("global") Scope scope,
            @Nullable Double sparsity,
            @Nullable Double fraction,
            @Default("{}") Map<String, Double> fractions,
            @Unwrapped LayerBounds bounds,
            @Default("chosen") MaskPlacement placement)
            implements Action {}

    /**
     * Removes groups at random, until each layer has as many as after other steps on the same data and seed.
     *
     * @param like the steps that scores place, to be counted
     */
    record Match(@Unwrapped Grouping grouping, List<Step> like) implements Action {
        public Match {
            like = List.copyOf(like);
        }

        @Override
        public Optional<NetworkReference> reference(TrialContext root) {
            return Optional.of(new NetworkReference(root, like));
        }
    }

    /** Removes the units that do not live after other steps, and draws the weights of the network that is left. */
    record Shrink(List<Step> like) implements Action {
        public Shrink {
            like = List.copyOf(like);
        }

        @Override
        public Optional<NetworkReference> reference(TrialContext root) {
            return Optional.of(new NetworkReference(root, like));
        }
    }

    /** Puts surviving weights back to a mark, or to the initial weights, which need none. */
    @Name("restore")
    record Rewind(String label) implements Action {}

    /** Draws surviving weights anew, or puts others in their place. */
    @Name("redraw")
    record Reinitialize(@Default("drawn") NewWeights by) implements Action {}

    /** Puts the weights into a format and takes them out again; the network ships in it from here on. */
    record Encode(Codec codec) implements Action {}

    /** Finds sparser weights that give what the layers gave. */
    record Reconstruct(Reconstructor by) implements Action {
        @Override
        public String kind() {
            return "Reconstruct by " + by.getClass().getSimpleName();
        }
    }

    /**
     * Fits a baseline, on the driver.
     *
     * @param engine name and version of what fits it
     */
    record Fit(Baseline by, String engine) implements Action {
        @Override
        public String kind() {
            return "Fit by " + by.getClass().getSimpleName();
        }
    }

    /** Re-estimates the running statistics of batch norms. */
    @Name("renormalize")
    record Recalibrate(int batches, int batch) implements Action {}

    /**
     * Lets a metric measure the network, and changes nothing.
     *
     * @param dense the steps that make its dense parent; none where it has none
     */
    record Assess(Metric metric, @Default("[]") List<Step> dense) implements Action {
        public Assess {
            dense = List.copyOf(dense);
        }

        @Override
        public String kind() {
            return "Assess by " + metric.getClass().getSimpleName();
        }

        @Override
        public Optional<NetworkReference> reference(TrialContext root) {
            return dense.isEmpty() ? Optional.empty() : Optional.of(new NetworkReference(root, dense));
        }

        /** Of a network that these steps made. */
        public static Assess of(Metric metric, List<Step> steps) {
            return new Assess(metric, DenseParent.steps(steps).orElse(List.of()));
        }
    }
}
