package io.espalier.run.action;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.onTorch;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.stored;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.espalier.codec.Codec;
import io.espalier.codec.DeepCompression;
import io.espalier.codec.DeepCompression.Entropy;
import io.espalier.codec.Int8;
import io.espalier.data.ClassTargets;
import io.espalier.metric.ClassPredictions;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.network.Layout;
import io.espalier.network.compact.Compaction;
import io.espalier.network.op.Parameter.Role;
import io.espalier.plan.tree.Action;
import io.espalier.result.Measurement;
import io.espalier.run.Chains;
import io.espalier.run.CurrentProvenance;
import io.espalier.run.TrialEvaluator;
import io.espalier.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodingTest {
    private static final ExecutionContext SETTING = onTorch(MLP, 1);
    private static final Codec SHARED = new DeepCompression(8, 2, 8, 5, Entropy.HUFFMAN);
    private static final Snapshot PRUNED = run(SETTING, null, chain(training(ADAM, 3), pruning(0.7)));

    private static Measurement measure(Snapshot snapshot) {
        return new TrialEvaluator(SETTING, CurrentProvenance.of(Chains.PLAIN, "d", "0")).measure(snapshot);
    }

    private static List<Action> encode(Codec codec) {
        return List.of(new Action.Encode(codec));
    }

    static List<Codec> codecs() {
        return List.of(SHARED, new Int8());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void measuresWhatTheFileDecodesTo(Codec codec) {
        Snapshot trained = run(SETTING, PRUNED, chain(encode(codec), training(ADAM, 1)));
        Measurement measured = measure(stored(SETTING, trained));

        float[] shipped = codec.decode(
                SETTING.network(),
                codec.encode(SETTING.network(), trained.weights().values()));
        float[] logits = SETTING.logits(shipped, DATA.validation());
        assertThat(measured.quality()).isNotNull();
        assertThat(measured.quality().validation().require(new NegativeLogLikelihood()))
                .isEqualTo(
                        ClassPredictions.of(logits, ClassTargets.of(DATA.validation()))
                                .scores()
                                .require(new NegativeLogLikelihood()),
                        offset(1e-6));
        Compaction small = Compaction.of(SETTING.network(), shipped);
        assertThat(measured.size().bytes()).isEqualTo(codec.encode(small.network(), small.gather(shipped)).length);
        assertThat(measured.size().codec()).isEqualTo(codec instanceof Int8 ? "int8" : "deep-compression");
        assertThat(measured.size().compactionDifference()).isLessThan(1e-5);
    }

    @Test
    void trainsSharedWeightsAsOneNumber() {
        Snapshot encoded = run(SETTING, PRUNED, encode(SHARED));
        Snapshot trained = run(SETTING, encoded, training(ADAM, 2));
        float[] before = encoded.weights().values();
        float[] after = trained.weights().values();
        for (Layout.Slot slot : SETTING.network().layout().slots(Role.WEIGHT)) {
            Map<Float, Float> moved = new HashMap<>();
            for (int i = slot.offset(); i < slot.end(); i++) {
                if (before[i] == 0) {
                    assertThat(after[i]).isZero();
                } else {
                    Float other = moved.putIfAbsent(before[i], after[i]);
                    assertThat(other == null || other == after[i]).isTrue();
                }
            }
            assertThat(moved).hasSizeBetween(2, 4);
            assertThat(moved).anySatisfy((from, to) -> assertThat(to).isNotEqualTo(from));
        }
    }

    @Test
    void trainsTheSameWhereItIsCutIntoParts() {
        Snapshot encoded = run(SETTING, PRUNED, encode(SHARED));
        List<Action> parts = Chains.epochs(ADAM, 0, 3);
        Snapshot whole = new ActionExecutor(SETTING).apply(encoded, parts);
        assertThat(Chains.same(run(SETTING, stored(SETTING, encoded), parts), whole))
                .isTrue();
    }
}
