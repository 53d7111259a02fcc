package io.espalier.run;

import io.espalier.baseline.Baseline;
import io.espalier.codec.Codec;
import io.espalier.engine.CapturedActivations;
import io.espalier.engine.Recalibration;
import io.espalier.engine.TorchView;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Parameter;
import io.espalier.plan.Action;
import io.espalier.prune.Amount;
import io.espalier.prune.Classifier;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.Selection;
import io.espalier.random.RandomKey;
import io.espalier.recipe.Rewind;
import io.espalier.reconstruct.Reconstruction;
import io.espalier.reconstruct.Reconstructor;
import io.espalier.schema.Variant;
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
public final class Actions {
    private final Setting setting;
    private final Map<GroupsKey, Groups> groups = new HashMap<>();

    private record GroupsKey(Granularity granularity, Classifier classifier) {}

    public Actions(Setting setting) {
        this.setting = setting;
    }

    private Snapshot initialize() {
        return Snapshot.initial(
                Weights.of(initialWeights()), Mask.full(setting.network().layout()));
    }

    private float[] initialWeights() {
        return Initialization.weights(setting.network(), setting.key());
    }

    /**
     * Consecutive spans of one train step; any other action alone.
     *
     * @param before null before the first action
     */
    public Snapshot apply(@Nullable Snapshot before, List<Action> actions) {
        Action first = actions.get(0);
        if (first instanceof Action.Initialize || before == null) {
            return initialize();
        } else if (first instanceof Action.TrainSpan) {
            return new Spans(setting, before)
                    .run(actions.stream().map(Action.TrainSpan.class::cast).toList());
        } else if (first instanceof Action.Fit fit) {
            return fit(before, fit.by());
        } else if (first instanceof Action.Settle settle) {
            return settle(before, settle.zeros());
        } else if (first instanceof Action.Score score) {
            return score(before, score);
        } else if (first instanceof Action.Select select) {
            return select(before, select);
        } else if (first instanceof Action.Match match) {
            return new LikeAnother(setting).match(before, match, groups(match.granularity(), match.classifier()));
        } else if (first instanceof Action.Shrink shrink) {
            return new LikeAnother(setting).shrink(before, shrink);
        } else if (first instanceof Action.Truncate truncate) {
            return truncate(before, truncate.below());
        } else if (first instanceof Action.Mark mark) {
            return before.withMark(mark.label());
        } else if (first instanceof Action.Restore restore) {
            return before.withWeights(restored(before, restore.label()));
        } else if (first instanceof Action.Redraw) {
            return redraw(before);
        } else if (first instanceof Action.Renormalize renormalize) {
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

    /** One action after the other, consecutive spans with one training loop; without actions, the snapshot before. */
    public Snapshot applyAll(@Nullable Snapshot before, List<Action> all) {
        if (all.isEmpty() && before != null) {
            return before;
        }
        Snapshot snapshot = before;
        List<Action> spans = new ArrayList<>();
        for (Action action : all) {
            if (action instanceof Action.TrainSpan && continues(spans, action)) {
                spans.add(action);
            } else {
                snapshot = spans.isEmpty() ? snapshot : apply(snapshot, spans);
                spans = new ArrayList<>(List.of(action));
            }
        }
        return apply(snapshot, spans);
    }

    /** Whether an action can go on in the same call as the spans before it. */
    private static boolean continues(List<Action> spans, Action next) {
        return !spans.isEmpty()
                && spans.get(spans.size() - 1) instanceof Action.TrainSpan before
                && next instanceof Action.TrainSpan after
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
        Snapshot settled = settle(before);
        return zeros == Action.Zeros.FREE ? settled : truncate(settled, 0);
    }

    /** Weights of at least {@code below} stay, and none of 0. */
    private Snapshot truncate(Snapshot before, double below) {
        float[] values = before.weights().values();
        Mask mask = before.mask().copy();
        for (Layout.Slot slot : setting.network().layout().slots(Parameter.Role.WEIGHT)) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                if (values[i] == 0 || Math.abs(values[i]) < below) {
                    mask.remove(i);
                }
            }
        }
        return before.withMask(mask).withPruning(new Pruning(new Granularity.Weight(), Classifier.PRUNE, null, null));
    }

    private static Snapshot settle(Snapshot before) {
        Progress p = before.progress();
        Progress next =
                new Progress(p.trainSteps() + 1, p.pruneSteps(), p.draws(), p.epochs(), p.iterations(), p.seconds());
        Training training = before.training();
        if (training == null) {
            return before.settled(before.weights(), before.lastTraining(), next);
        }
        Weights kept = training.best() != null ? training.best() : before.weights();
        return before.settled(kept, training.summary(), next);
    }

    private Snapshot fit(Snapshot before, Baseline by) {
        long start = System.nanoTime();
        Snapshot fitted = truncate(before.withWeights(coefficients(by)), 0);
        Progress p = before.progress();
        double seconds = p.seconds() + (System.nanoTime() - start) / 1e9;
        return fitted.withProgress(
                new Progress(p.trainSteps(), p.pruneSteps(), p.draws(), p.epochs(), p.iterations(), seconds));
    }

    private float[] coefficients(Baseline by) {
        try {
            return by.fit(setting.data().train(), setting.key().with("fit")).in(setting.network());
        } catch (Exception | LinkageError e) { // whatever: Scala's methods do not say what they throw
            throw new BaselineException(Variant.nameOf(by), e);
        }
    }

    private Snapshot score(Snapshot before, Action.Score action) {
        RandomKey key = setting.key().with("prune").with(before.progress().pruneSteps());
        TorchView view = new TorchView(
                setting.network(), before.weights().values(), setting.data().train(), key, setting.scoringOrder());
        double[] scores = scores(action, view);
        return before.withPruning(new Pruning(action.granularity(), action.classifier(), Scores.of(scores), null));
    }

    private double[] scores(Action.Score action, TorchView view) {
        Groups scored = groups(action.granularity(), action.classifier());
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
                groups(pruning.granularity(), pruning.classifier()),
                action.scope(),
                Amount.of(action.sparsity(), action.fraction(), action.fractions()),
                action.floor());
        Progress p = before.progress();
        RandomKey key = setting.key().with("placement").with(p.pruneSteps());
        Mask mask = selection.select(pruning.scores().values(), before.mask(), action.placement(), key);
        Double removed = removed(pruning.scores().values(), selection.groups(), before.mask(), mask);
        return before.withMask(mask)
                .withPruning(new Pruning(pruning.granularity(), pruning.classifier(), null, removed))
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
        RandomKey key = setting.key().with("redraw").with(p.draws());
        return before.withWeights(Initialization.weights(setting.network(), key))
                .withProgress(new Progress(
                        p.trainSteps(), p.pruneSteps(), p.draws() + 1, p.epochs(), p.iterations(), p.seconds()));
    }

    private Snapshot renormalize(Snapshot before, Action.Renormalize action) {
        int[] order = setting.key()
                .with("recalibrate")
                .permutation(setting.data().train().size());
        return before.withWeights(Recalibration.recalibrate(
                setting.network(),
                before.weights().values(),
                setting.data().train(),
                order,
                action.batch(),
                action.batches()));
    }

    private Snapshot encode(Snapshot before, Codec codec) {
        byte[] file = codec.encode(setting.network(), before.weights().values());
        return before.withWeights(codec.decode(setting.network(), file)).withCodec(codec);
    }

    private Snapshot reconstruct(Snapshot before, Reconstructor by) {
        Progress p = before.progress();
        RandomKey key = setting.key().with("reconstruct").with(p.pruneSteps());
        int[] order =
                setting.key().with("score").permutation(setting.data().train().size());
        Reconstruction made = by.reconstruct(new CapturedActivations(
                setting.network(), before.weights().values(), setting.data().train(), key, order));
        return before.withMask(before.mask().and(made.mask()))
                .withWeights(made.weights())
                .withPruning(new Pruning(by.granularity(), Classifier.PRUNE, null, null))
                .withProgress(new Progress(
                        p.trainSteps(), p.pruneSteps() + 1, p.draws(), p.epochs(), p.iterations(), p.seconds()));
    }

    Groups groups(Granularity granularity, Classifier classifier) {
        return groups.computeIfAbsent(
                new GroupsKey(granularity, classifier),
                k -> Groups.of(setting.network(), k.granularity(), k.classifier()));
    }
}
