package io.espalier.run.action;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.context;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.stored;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.espalier.baseline.Baseline;
import io.espalier.baseline.MeanImages;
import io.espalier.network.Layout;
import io.espalier.plan.tree.Action;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.Size;
import io.espalier.run.Chains;
import io.espalier.run.CurrentProvenance;
import io.espalier.run.Failures;
import io.espalier.run.TrialEvaluator;
import io.espalier.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a fitted baseline is to the steps behind it: a network like any other. */
class FittingTest {
    private static final Baseline MEANS = new MeanImages(10);
    private static final ExecutionContext SETTING = context(MEANS.network(), 1);
    private static final List<Action> FIT = List.of(new Action.Fit(MEANS, MEANS.engine()));

    private static float[] expected() {
        return MEANS.fit(DATA.train(), SETTING.key()).in(SETTING.network());
    }

    @Test
    void putsTheCoefficientsInThePlaceOfTheWeights() {
        Snapshot fitted = run(SETTING, null, FIT);
        assertThat(fitted.weights().values()).containsExactly(expected());
        assertThat(stored(SETTING, fitted).weights().values()).containsExactly(expected());
    }

    @Test
    void removesCoefficientsThatAreZero() {
        Snapshot fitted = run(SETTING, null, FIT);
        Layout.Slot weights = SETTING.network().layout().slot("fc1.weight");
        int zeros = 0;
        for (int i = weights.offset(); i < weights.end(); i++) {
            zeros += expected()[i] == 0 ? 1 : 0;
        }
        ActionExecutor actions = new ActionExecutor(SETTING);
        Size size = Objects.requireNonNull(
                new TrialEvaluator(SETTING, CurrentProvenance.of(Chains.PLAIN, DATA.hash(), "test"))
                        .measure(fitted)
                        .size());
        assertThat(zeros).isPositive();
        assertThat(size.achievedSparsity()).isEqualTo(zeros / 640.0);
        assertThat(size.nonzeros()).isEqualTo(640 - zeros);
    }

    @Test
    void goesOnLikeAnyOtherNetwork() {
        Snapshot pruned = run(SETTING, null, chain(FIT, pruning(0.8), training(ADAM, 1)));
        assertThat(kept(pruned)).isEqualTo(128).isLessThan(kept(run(SETTING, null, FIT)));
    }

    private static int kept(Snapshot snapshot) {
        return snapshot.mask().kept(SETTING.network().layout().slot("fc1.weight"));
    }

    @Test
    void saysWhichBaselineFailed() {
        Baseline wrong = new MeanImages(11);
        List<Action> actions = List.of(new Action.Fit(wrong, wrong.engine()));
        assertThatExceptionOfType(TrialFailure.class)
                .isThrownBy(() -> run(SETTING, null, actions))
                .withMessage("Cannot fit mean-images: Invalid fc1.weight: 704 numbers (must be 640)")
                .satisfies(e -> assertThat(new Failures(Chains.PLAIN)
                                .measurement(e, CurrentProvenance.of(Chains.PLAIN, DATA.hash(), "test"))
                                .outcome()
                                .errorCode())
                        .isEqualTo(ErrorCode.ENGINE));
    }
}
