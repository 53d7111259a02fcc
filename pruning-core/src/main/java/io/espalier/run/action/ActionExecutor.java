package io.espalier.run.action;

import io.espalier.baseline.Baseline;
import io.espalier.binding.Variant;
import io.espalier.codec.Codec;
import io.espalier.engine.score.TorchActivationView;
import io.espalier.engine.score.TorchNetworkView;
import io.espalier.engine.torch.Recalibration;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.op.Parameter;
import io.espalier.plan.tree.Action;
import io.espalier.prune.Granularity;
import io.espalier.prune.Grouping;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.prune.PruneAmount;
import io.espalier.prune.Selection;
import io.espalier.random.RandomKey;
import io.espalier.recipe.Rewind;
import io.espalier.reconstruction.Reconstruction;
import io.espalier.reconstruction.Reconstructor;
import io.espalier.snapshot.Scores;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Pruning;
import io.espalier.snapshot.Snapshot.Training;
import io.espalier.snapshot.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does actions: each is a pure function of the snapshot before it, the setting, and nothing else. All randomness comes
 * from the setting's key, by purpose and by how many steps of the kind lie behind.
 */
public final class ActionExecutor {
    private final ExecutionContext context;
    private final Map<Grouping, Groups> groups = new HashMap<>();

    public ActionExecutor(ExecutionContext context) {
        this.context = context;
    }

    private Snapshot initialize() {
        return Snapshot.initial(
                Weights.of(initialWeights()), Mask.full(context.network().layout()));
    }

    private float[] initialWeights() {
        return context.family().weights(context.network(), context.key());
    }

    /**
     * Consecutive parts of one train step; any other action alone.
     *
     * @param before null before the first action
     */
    public Snapshot apply(@Nullable Snapshot before, List<Action> actions) {
        Action first = actions.get(0);
        if (first instanceof Action.Initialize || before == null) {
            return initialize();
        } else if (first instanceof Action.TrainBatches) {
            return new TrainStepRunner(context, before)
                    .run(actions.stream().map(Action.TrainBatches.class::cast).toList());
        } else if (first instanceof Action.Fit fit) {
            return fit(before, fit.by());
        } else if (first instanceof Action.EndTraining settle) {
            return settle(before, settle.zeros());
        } else if (first instanceof Action.Score score) {
            return score(before, score);
        } else if (first instanceof Action.Select select) {
            return select(before, select);
        } else if (first instanceof Action.Match match) {
            return new LikeAnother(context).match(before, match, groups(match.grouping()));
        } else if (first instanceof Action.Shrink shrink) {
            return new LikeAnother(context).shrink(before, shrink);
        } else if (first instanceof Action.Threshold truncate) {
            return truncate(before, truncate.below());
        } else if (first instanceof Action.Mark mark) {
            return before.withMark(mark.label());
        } else if (first instanceof Action.Rewind restore) {
            return before.withWeights(restored(before, restore.label()));
        } else if (first instanceof Action.Reinitialize) {
            return redraw(before);
        } else if (first instanceof Action.Recalibrate renormalize) {
            return renormalize(before, renormalize);
        } else if (first instanceof Action.Encode encode) {
            return encode(before, encode.codec());
        } else if (first instanceof Action.Reconstruct reconstruct) {
            return reconstruct(before, reconstruct.by());
        } else if (first instanceof Action.Assess) {
            return before;
        }
        throw new AssertionError(first);
    }

    /** One action after the other, consecutive parts of a train step with one training loop; without actions, the snapshot before. */
    public Snapshot applyAll(@Nullable Snapshot before, List<Action> all) {
        if (all.isEmpty() && before != null) {
            return before;
        }
        Snapshot snapshot = before;
        List<Action> parts = new ArrayList<>();
        for (Action action : all) {
            if (action instanceof Action.TrainBatches && continues(parts, action)) {
                parts.add(action);
            } else {
                snapshot = parts.isEmpty() ? snapshot : apply(snapshot, parts);
                parts = new ArrayList<>(List.of(action));
            }
        }
        return apply(snapshot, parts);
    }

    /** Whether an action can go on in the same call as the parts of a train step before it. */
    private static boolean continues(List<Action> parts, Action next) {
        return !parts.isEmpty()
                && parts.get(parts.size() - 1) instanceof Action.TrainBatches before
                && next instanceof Action.TrainBatches after
                && before.to() == after.from();
    }

    private float[] restored(Snapshot before, String label) {
        if (label.equals(Rewind.INIT)) {
            return initialWeights();
        }
        Weights weights = before.marks().get(label);
        if (weights == null) {
            throw new IllegalStateException("Cannot rewind to " + label + ": no earlier step carries that label");
        }
        return weights.copy();
    }

    private Snapshot settle(Snapshot before, Action.Zeros zeros) {
        Snapshot trainingEnded = settle(before);
        return zeros == Action.Zeros.FREE ? trainingEnded : truncate(trainingEnded, 0);
    }

    /** Weights of at least {@code below} stay, and none of 0. */
    private Snapshot truncate(Snapshot before, double below) {
        float[] values = before.weights().values();
        Mask mask = before.mask().copy();
        for (Layout.Slot slot : context.network().layout().slots(Parameter.Role.WEIGHT)) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                if (values[i] == 0 || Math.abs(values[i]) < below) {
                    mask.remove(i);
                }
            }
        }
        return before.withMask(mask)
                .withPruning(new Pruning(new Granularity.Weight(), OutputLayerPolicy.PRUNE, null, null));
    }

    private static Snapshot settle(Snapshot before) {
        Progress p = before.progress();
        Progress next =
                new Progress(p.trainSteps() + 1, p.pruneSteps(), p.draws(), p.epochs(), p.iterations(), p.seconds());
        Training training = before.training();
        if (training == null) {
            return before.trainingEnded(before.weights(), before.lastTraining(), next);
        }
        Weights kept = training.best() != null ? training.best() : before.weights();
        return before.trainingEnded(kept, training.summary(), next);
    }

    private Snapshot fit(Snapshot before, Baseline by) {
        long start = ProcessClock.here().nanoTime();
        Snapshot fitted = truncate(before.withWeights(coefficients(by)), 0);
        Progress p = before.progress();
        double seconds = p.seconds() + ProcessClock.here().secondsSince(start);
        return fitted.withProgress(
                new Progress(p.trainSteps(), p.pruneSteps(), p.draws(), p.epochs(), p.iterations(), seconds));
    }

    private float[] coefficients(Baseline by) {
        try {
            return by.fit(context.data().train(), context.key().with("fit")).in(context.network());
        } catch (Exception | LinkageError e) { // whatever: Scala's methods do not say what they throw
            throw new BaselineException(Variant.nameOf(by), e);
        }
    }

    private Snapshot score(Snapshot before, Action.Score action) {
        RandomKey key = context.key().with("prune").with(before.progress().pruneSteps());
        TorchNetworkView view = new TorchNetworkView(
                context.network(), before.weights().values(), context.data().train(), key, context.scoringOrder());
        double[] scores = scores(action, view);
        return before.withPruning(new Pruning(action.grouping(), Scores.of(scores), null));
    }

    private double[] scores(Action.Score action, TorchNetworkView view) {
        Groups scored = groups(action.grouping());
        try {
            double[] scores = action.criterion().score(view, scored);
            Selection.requireRankable(scored, scores);
            return scores;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new CriterionException(Variant.nameOf(action.criterion()), e);
        }
    }

    private Snapshot select(Snapshot before, Action.Select action) {
        Pruning pruning = before.pruning();
        if (pruning == null || pruning.scores() == null) {
            throw new IllegalStateException("Cannot select groups: nothing scored them");
        }
        Selection selection = new Selection(
                groups(pruning.grouping()),
                action.scope(),
                PruneAmount.of(action.sparsity(), action.fraction(), action.fractions()),
                action.bounds());
        Progress p = before.progress();
        RandomKey key = context.key().with("placement").with(p.pruneSteps());
        Mask mask = selection.select(pruning.scores().values(), before.mask(), action.placement(), key);
        Double removed = removed(pruning.scores().values(), selection.groups(), before.mask(), mask);
        return before.withMask(mask)
                .withPruning(new Pruning(pruning.grouping(), null, removed))
                .withProgress(new Progress(
                        p.trainSteps(), p.pruneSteps() + 1, p.draws(), p.epochs(), p.iterations(), p.seconds()));
    }

    /** Null where the sum is not a number that a table may hold. */
    private static @Nullable Double removed(double[] scores, Groups groups, Mask before, Mask after) {
        boolean[] present = groups.alive(before);
        boolean[] kept = groups.alive(after);
        double sum = 0;
        for (int group = 0; group < scores.length; group++) {
            sum += present[group] && !kept[group] ? scores[group] : 0;
        }
        return Double.isFinite(sum) ? (Double) sum : null;
    }

    private Snapshot redraw(Snapshot before) {
        Progress p = before.progress();
        RandomKey key = context.key().with("redraw").with(p.draws());
        return before.withWeights(Initialization.weights(context.network(), key))
                .withProgress(new Progress(
                        p.trainSteps(), p.pruneSteps(), p.draws() + 1, p.epochs(), p.iterations(), p.seconds()));
    }

    private Snapshot renormalize(Snapshot before, Action.Recalibrate action) {
        int[] order = context.key()
                .with("recalibrate")
                .permutation(context.data().train().size());
        return before.withWeights(Recalibration.recalibrate(
                context.network(),
                before.weights().values(),
                context.data().train(),
                order,
                action.batch(),
                action.batches()));
    }

    private Snapshot encode(Snapshot before, Codec codec) {
        byte[] file = codec.encode(context.network(), before.weights().values());
        return before.withWeights(codec.decode(context.network(), file)).withCodec(codec);
    }

    private Snapshot reconstruct(Snapshot before, Reconstructor by) {
        Progress p = before.progress();
        RandomKey key = context.key().with("reconstruct").with(p.pruneSteps());
        int[] order =
                context.key().with("score").permutation(context.data().train().size());
        Reconstruction made = by.reconstruct(new TorchActivationView(
                context.network(), before.weights().values(), context.data().train(), key, order));
        return before.withMask(before.mask().and(made.mask()))
                .withWeights(made.weights())
                .withPruning(new Pruning(by.granularity(), OutputLayerPolicy.PRUNE, null, null))
                .withProgress(new Progress(
                        p.trainSteps(), p.pruneSteps() + 1, p.draws(), p.epochs(), p.iterations(), p.seconds()));
    }

    public Groups groups(Grouping grouping) {
        return groups.computeIfAbsent(grouping, g -> Groups.of(context.network(), g));
    }
}
