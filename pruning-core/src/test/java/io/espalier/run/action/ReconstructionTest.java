package io.espalier.run.action;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.onTorch;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.espalier.binding.Binder;
import io.espalier.binding.InvalidValueException;
import io.espalier.binding.Variant;
import io.espalier.codec.LowRankCodec;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.zoo.Mlp;
import io.espalier.plan.tree.Action;
import io.espalier.reconstruction.Divnet;
import io.espalier.reconstruction.NetTrim;
import io.espalier.reconstruction.NotConvergedException;
import io.espalier.reconstruction.Reconstructor;
import io.espalier.run.Chains;
import io.espalier.run.CurrentProvenance;
import io.espalier.run.TrialEvaluator;
import io.espalier.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every reconstructor, and what those here do to a trained network. */
class ReconstructionTest {
    /** What each registered one is tried with. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "divnet",
            "{\"divnet\":{\"keep\":7}}",
            "net-trim",
            "{\"net-trim\":{\"iterations\":60}}",
            "truncated-svd",
            "{\"truncated-svd\":{\"rank\":2}}");

    private static final ExecutionContext SETTING = onTorch(new Mlp(List.of(14, 10), Mlp.Activation.RELU), 1);
    private static final Snapshot TRAINED = run(SETTING, null, training(ADAM, 4));

    static Stream<Reconstructor> reconstructors() {
        return ServiceLoader.load(Reconstructor.class).stream()
                .map(r -> parse(EXAMPLES.getOrDefault(Variant.nameOf(r.type()), '"' + Variant.nameOf(r.type()) + '"')));
    }

    private static Reconstructor parse(String json) {
        return Binder.ofContext().parse(json, Reconstructor.class);
    }

    private static Snapshot apply(Reconstructor by, Snapshot before) {
        return run(SETTING, before, List.of(new Action.Reconstruct(by)));
    }

    private static double meanDifference(Snapshot one, Snapshot other) {
        float[] a = SETTING.logits(one.weights().values(), DATA.train());
        float[] b = SETTING.logits(other.weights().values(), DATA.train());
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    @ParameterizedTest
    @MethodSource("reconstructors")
    void removesForGoodAndDoesSoTheSameAgain(Reconstructor by) {
        Snapshot pruned = run(SETTING, TRAINED, pruning(0.3));
        Snapshot made = apply(by, pruned);
        assertThat(Chains.same(apply(by, Chains.stored(SETTING, pruned)), made)).isTrue();
        int removed = 0;
        for (Layout.Slot slot : SETTING.network().layout().slots()) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                assertThat(!pruned.mask().keeps(i) && made.mask().keeps(i)).isFalse();
                if (!made.mask().keeps(i)) {
                    removed++;
                    assertThat(made.weights().values()[i]).isZero();
                }
            }
        }
        assertThat(removed > 0 || lowRankBytes(made) < lowRankBytes(TRAINED)).isTrue();
        assertThat(Chains.stored(SETTING, run(SETTING, made, training(ADAM, 1))).mask())
                .isEqualTo(made.mask());
    }

    @ParameterizedTest
    @MethodSource("reconstructors")
    void makesARow(Reconstructor by) {
        var row = new TrialEvaluator(SETTING, CurrentProvenance.of(Chains.PLAIN, "d", "0")).measure(apply(by, TRAINED));
        assertThat(row.size().achievedSparsity() > 0 || lowRankBytes(apply(by, TRAINED)) < lowRankBytes(TRAINED))
                .isTrue();
        assertThat(row.size().compactionDifference()).isLessThan(1e-4);
    }

    @ParameterizedTest
    @MethodSource("reconstructors")
    void saysWhatItCannotWorkOn(Reconstructor by) {
        assertThat(by.granularity()).isNotNull();
        Network one = new Mlp(List.of(), Mlp.Activation.RELU)
                .build(DATA.train().shape(), DATA.train().targets().outputs());
        by.requireFits(SETTING.network());
        if (by instanceof Divnet) {
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> by.requireFits(one));
        }
    }

    private static int lowRankBytes(Snapshot snapshot) {
        return new LowRankCodec().encode(SETTING.network(), snapshot.weights().values()).length;
    }

    /** Header, biases (14, 10, classes) and a rank a layer; then 2 rows and columns of each by number, and their numbers. */
    @Test
    void lowersRanksToAnExactNumberOfBytes() {
        Snapshot lowered = apply(parse("{\"truncated-svd\":{\"rank\":2}}"), TRAINED);
        int classes = SETTING.network().classes();
        int inputs = SETTING.network().input().elements();
        int floats = 24 + classes + 2 * (14 + inputs - 2) + 2 * (10 + 14 - 2) + 2 * (classes + 10 - 2);
        assertThat(lowRankBytes(lowered)).isEqualTo(8 + 3 * 4 + 3 * 16 + 4 * floats);
    }

    @Test
    void keepsEverythingAtFullRankAndMostOfTheOutputsWhereItIsNearestInThose() {
        assertThat(meanDifference(apply(parse("{\"truncated-svd\":{\"energy\":1}}"), TRAINED), TRAINED))
                .isLessThan(1e-4);
        Snapshot near = apply(parse("{\"truncated-svd\":{\"rank\":3,\"nearest\":\"outputs\"}}"), TRAINED);
        Snapshot plain = apply(parse("{\"truncated-svd\":{\"rank\":3}}"), TRAINED);
        assertThat(meanDifference(near, TRAINED)).isLessThan(meanDifference(plain, TRAINED));
    }

    @Test
    void fusesWhatItRemovesIntoWhatItKeeps() {
        Snapshot fused = apply(parse("{\"divnet\":{\"keep\":7,\"layer\":\"fc1\"}}"), TRAINED);
        Snapshot bare = apply(parse("{\"divnet\":{\"keep\":7,\"layer\":\"fc1\",\"fusion\":\"none\"}}"), TRAINED);
        assertThat(bare.mask()).isEqualTo(fused.mask());
        assertThat(meanDifference(fused, TRAINED)).isLessThan(0.7 * meanDifference(bare, TRAINED));
    }

    @Test
    void removesCopiesWithoutAnyLoss() {
        float[] weights = TRAINED.weights().copy();
        Layout.Slot first = SETTING.network().layout().slot("fc1.weight");
        Layout.Slot bias = SETTING.network().layout().slot("fc1.bias");
        for (int unit = 7; unit < 14; unit++) {
            System.arraycopy(weights, first.offset() + (unit - 7) * 64, weights, first.offset() + unit * 64, 64);
            weights[bias.offset() + unit] = weights[bias.offset() + unit - 7];
        }
        Snapshot doubled = TRAINED.withWeights(weights);
        Snapshot halved = apply(parse("{\"divnet\":{\"keep\":7,\"layer\":\"fc1\",\"examples\":200}}"), doubled);
        assertThat(meanDifference(halved, doubled)).isLessThan(2e-2);
    }

    @Test
    void trimsMoreWhereMoreMayChange() {
        Snapshot little = apply(new NetTrim(0.02, 200, 200, 0), TRAINED);
        Snapshot much = apply(new NetTrim(0.3, 200, 200, 0), TRAINED);
        assertThat(kept(much)).isLessThan(kept(little));
        assertThat(kept(little)).isLessThan(kept(TRAINED));
        assertThat(meanDifference(little, TRAINED)).isLessThan(meanDifference(much, TRAINED));
    }

    @Test
    void failsWhereTheSolverDoesNotGetWhereItWasAsked() {
        assertThatExceptionOfType(NotConvergedException.class)
                .isThrownBy(() -> apply(new NetTrim(0.02, 200, 3, 0.001), TRAINED))
                .withMessage("Cannot reconstruct fc1: 3 iterations do not reduce both residuals to 0.001 of their size"
                        + " (raise iterations or tolerance)");
    }

    private static int kept(Snapshot snapshot) {
        return SETTING.network().layout().slots().stream()
                .mapToInt(snapshot.mask()::kept)
                .sum();
    }
}
