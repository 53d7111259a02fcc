package io.espalier.run;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.context;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.stored;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.codec.Codec;
import io.espalier.codec.EncodedNetwork;
import io.espalier.codec.Int8;
import io.espalier.criterion.Magnitude;
import io.espalier.data.ClassTargets;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.Execution;
import io.espalier.export.ExportFormat;
import io.espalier.export.ExportFormats;
import io.espalier.export.TrialData;
import io.espalier.metric.ClassPredictions;
import io.espalier.metric.ErrorRate;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.network.NetworkFamily;
import io.espalier.network.zoo.LeNet1989;
import io.espalier.plan.tree.Action;
import io.espalier.prune.Granularity;
import io.espalier.result.Measurement;
import io.espalier.run.action.ExecutionContext;
import io.espalier.snapshot.Snapshot;
import io.espalier.task.Classification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerActivationsTest {
    private static final Codec WEIGHTS = new Int8();
    private static final Codec ALL = new Int8(Int8.Activations.INT8);
    private static final ExecutionContext MLPS = context(MLP, 1);
    private static final Snapshot PRUNED = run(MLPS, null, chain(training(ADAM, 3), pruning(0.7)));

    private static Snapshot encoded(Codec codec) {
        return stored(MLPS, run(MLPS, PRUNED, List.of(new Action.Encode(codec))));
    }

    private static DeployedNetwork deployed(ExecutionContext context, Snapshot snapshot) {
        return DeployedNetwork.of(context.network(), snapshot, DATA.train(), context.engine());
    }

    private static Measurement measure(Snapshot snapshot) {
        return new TrialEvaluator(MLPS, CurrentProvenance.of(Chains.PLAIN, "d", "0")).measure(snapshot);
    }

    private static Execution executed(String format, DeployedNetwork network) throws Exception {
        ExportFormat found = ExportFormats.named(format);
        return Execution.of(
                found.write(network, "some", TrialData.calibration(DATA.train())),
                format,
                network,
                new TrialData(DATA, DATA.test()),
                new Classification());
    }

    @Test
    void theRowIsOfTheIntegers() {
        Measurement measured = measure(encoded(ALL));

        float[] logits = deployed(MLPS, encoded(ALL)).logits(DATA.test());
        assertThat(measured.quality().test().require(new ErrorRate()))
                .isEqualTo(new ErrorRate()
                        .of(ClassPredictions.of(logits, ClassTargets.of(DATA.test())))
                        .orElseThrow());
        assertThat(measured.quality().test().require(new NegativeLogLikelihood()))
                .isNotEqualTo(measure(encoded(WEIGHTS)).quality().test().require(new NegativeLogLikelihood()));
        assertThat(measured.quality()).isEqualTo(measure(encoded(ALL)).quality());
        assertThat(measured.size().codec()).isEqualTo("int8");
        assertThat(measured.size().compactionDifference()).isLessThan(1e-5);
    }

    /** The input and two layers: 4 bytes of scale and 1 of zero point each, and how many bytes that is. */
    @Test
    void bytesCountHowActivationsAreRounded() {
        long more = measure(encoded(ALL)).size().bytes()
                - measure(encoded(WEIGHTS)).size().bytes();
        assertThat(more).isEqualTo(3 * 5 + 4);
        assertThat(measure(encoded(ALL)).size().bytes())
                .isEqualTo(deployed(MLPS, encoded(ALL)).encoded().file().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c-int8", "int8"})
    void exportsInIntegersAreTheRowBitForBit(String format) throws Exception {
        Execution execution = executed(format, deployed(MLPS, encoded(ALL)));
        assertThat(execution.difference()).isZero();
        assertThat(execution.error())
                .isEqualTo(measure(encoded(ALL)).quality().test().require(new ErrorRate()));
    }

    @Test
    void onnxRoundsTheSameActivations() throws Exception {
        DeployedNetwork network = deployed(MLPS, encoded(ALL));
        float largest = 0;
        for (float logit : network.logits(DATA.test())) {
            largest = Math.max(largest, Math.abs(logit));
        }
        assertThat(executed("onnx-int8", network).difference()).isLessThan(0.05 * largest);
    }

    @Test
    void convolutionsAreTheRowBitForBit() throws Exception {
        NetworkFamily family = new LeNet1989();
        ExecutionContext context = context(family, 1);
        Snapshot snapshot = run(
                context,
                null,
                chain(
                        training(ADAM, 1),
                        pruning(new Magnitude(), new Granularity.Unit(), 0.3),
                        List.of(new Action.Encode(ALL))));
        assertThat(executed("c-int8", deployed(context, snapshot)).difference()).isZero();
    }

    @Test
    void trainsOnInFloatsAndKeepsWhatIsPruned() {
        Snapshot trained = run(MLPS, encoded(ALL), training(ADAM, 1));
        assertThat(trained.weights())
                .isEqualTo(run(MLPS, encoded(WEIGHTS), training(ADAM, 1)).weights());
        float[] masked = trained.weights().copy();
        trained.mask().apply(masked);
        assertThat(masked).isEqualTo(trained.weights().values());
        assertThat(measure(trained).size().bytes())
                .isEqualTo(deployed(MLPS, trained).encoded().length());
    }

    @Test
    void aFileThatDoesNotSayHowIsRefused() {
        EncodedNetwork network = deployed(MLPS, encoded(ALL)).encoded();
        byte[] file = network.file();
        assertThat(EncodedNetwork.ofFile(ALL, file).activations()).isEqualTo(network.activations());
        for (byte[] broken : List.of(new byte[2], network.parameters(), new byte[] {-1, -1, -1, -1})) {
            assertThatThrownBy(() -> EncodedNetwork.ofFile(ALL, broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot decode: the file lacks the rounding of activations");
        }
    }
}
