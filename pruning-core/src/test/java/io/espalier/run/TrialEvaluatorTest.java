package io.espalier.run;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.context;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.Magnitude;
import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.metric.ErrorRate;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.metric.NonFiniteLogitsException;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.zoo.ResNet8;
import io.espalier.plan.tree.Action;
import io.espalier.prune.Granularity;
import io.espalier.result.LayerRow;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.Quality;
import io.espalier.result.TrialRow.Size;
import io.espalier.result.TrialRow.State;
import io.espalier.run.action.ExecutionContext;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialEvaluatorTest {
    private static final int WEIGHTS = 12 * 64 + 10 * 12;
    private static final int PARAMETERS = WEIGHTS + 12 + 10;

    private static Measurement measure(ExecutionContext context, Snapshot snapshot) {
        return new TrialEvaluator(context, CurrentProvenance.of(Chains.PLAIN, DATA.hash(), "test")).measure(snapshot);
    }

    private static Snapshot trained(ExecutionContext context, List<Action> then) {
        return run(context, null, chain(training(ADAM, 2), then));
    }

    private static Size size(Measurement measurement) {
        assertThat(measurement.outcome().state()).isEqualTo(State.COMPLETED);
        assertThat(measurement.size()).isNotNull();
        return measurement.size();
    }

    private static Quality quality(Measurement measurement) {
        assertThat(measurement.quality()).isNotNull();
        return measurement.quality();
    }

    /** Without norms everything is trained; the bias of a unit that never fires stays 0. */
    private static long nonzeros(Snapshot snapshot) {
        float[] weights = snapshot.weights().values();
        return IntStream.range(0, weights.length).filter(i -> weights[i] != 0).count();
    }

    @Test
    void measuresADenseNetworkInFull() {
        ExecutionContext context = context(MLP, 1);
        Snapshot snapshot = trained(context, List.of());
        Size size = size(measure(context, snapshot));
        assertThat(size.parameters()).isEqualTo(PARAMETERS);
        assertThat(size.nonzeros()).isEqualTo(nonzeros(snapshot));
        assertThat(size.prunable()).isNull();
        assertThat(size.prunableLayers()).isNull();
        assertThat(size.achievedSparsity()).isNull();
        assertThat(size.achievedGroupSparsity()).isNull();
        assertThat(size.denseMacs()).isEqualTo(WEIGHTS);
        assertThat(size.macs()).isEqualTo(WEIGHTS);
        assertThat(size.nonzeroMacs()).isEqualTo(WEIGHTS);
        assertThat(size.bytesDense()).isEqualTo(8 + 4L * PARAMETERS);
        assertThat(size.bytes()).isEqualTo(size.bytesDense());
        assertThat(size.architecture()).isEqualTo("64-12");
        assertThat(size.compactionDifference()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 0.9, 0.95})
    void achievesExactlyTheSparsityThatWasAskedFor(double sparsity) {
        ExecutionContext context = context(MLP, 1);
        Snapshot snapshot = trained(context, chain(pruning(sparsity), training(ADAM, 1)));
        Size size = size(measure(context, snapshot));
        double removed = Math.round(sparsity * WEIGHTS);
        assertThat(size.prunable()).isEqualTo(WEIGHTS);
        assertThat(size.prunableLayers()).isEqualTo("fc1+fc2");
        assertThat(size.achievedSparsity()).isEqualTo(removed / WEIGHTS);
        assertThat(size.achievedGroupSparsity()).isEqualTo(1 - (WEIGHTS - removed) / WEIGHTS);
        assertThat(size.nonzeros()).isEqualTo(nonzeros(snapshot)).isLessThanOrEqualTo(PARAMETERS - (long) removed);
        assertThat(size.compactionDifference()).isLessThan(1e-4);
        assertThat(size.bytes()).isEqualTo(Math.min(size.bytesDense(), Math.min(size.bytesBitmask(), size.bytesCsr())));
    }

    @Test
    void choosesTheEncodingThatFitsTheSparsity() {
        ExecutionContext context = context(MLP, 1);
        Size half = size(measure(context, trained(context, pruning(0.5))));
        Size most = size(measure(context, trained(context, pruning(0.97))));
        assertThat(half.bytes()).isEqualTo(half.bytesBitmask()).isLessThan(half.bytesDense());
        assertThat(most.bytes()).isEqualTo(most.bytesCsr()).isLessThan(most.bytesBitmask());
    }

    @Test
    void countsWhatRemovedNeuronsTakeWithThem() {
        ExecutionContext context = context(MLP, 1);
        Snapshot pruned =
                trained(context, chain(pruning(new Magnitude(), new Granularity.Neuron(), 0.75), training(ADAM, 1)));
        Size size = size(measure(context, pruned));
        assertThat(size.prunable()).isEqualTo(12 * 64);
        assertThat(size.prunableLayers()).isEqualTo("fc1");
        assertThat(size.achievedSparsity()).isEqualTo(0.75);
        assertThat(size.achievedGroupSparsity()).isEqualTo(0.75);
        assertThat(size.macs()).isEqualTo(3 * 64 + 10 * 3);
        assertThat(size.nonzeroMacs()).isEqualTo(3 * 64 + 10 * 3);
        assertThat(size.nonzeros()).isEqualTo(3 * 64 + 10 * 3 + 3 + 10);
        assertThat(size.bytesDense()).as("of the small network").isEqualTo(8 + 4 * (3 * 64 + 10 * 3 + 3 + 10));
        assertThat(size.architecture()).isEqualTo("64-3");
        assertThat(size.compactionDifference()).isLessThan(1e-4);
    }

    /** Error, NLL and accuracy by their definitions. */
    private static double[] errorAndNll(float[] logits, Dataset data) {
        double wrong = 0;
        double nll = 0;
        for (int e = 0; e < data.size(); e++) {
            float[] own = Arrays.copyOfRange(logits, e * 10, e * 10 + 10);
            int label = ClassTargets.of(data).labels()[e];
            int best = IntStream.range(0, 10)
                    .reduce((a, b) -> own[b] > own[a] ? b : a)
                    .orElseThrow();
            double sum =
                    IntStream.range(0, 10).mapToDouble(c -> Math.exp(own[c])).sum();
            wrong += best == label ? 0 : 1;
            nll += Math.log(sum) - own[label];
        }
        return new double[] {wrong / data.size(), nll / data.size()};
    }

    @Test
    void judgesByValidationAndTestPart() {
        ExecutionContext context = context(MLP, 1);
        Snapshot snapshot = trained(context, chain(pruning(0.5), training(ADAM, 1)));
        Quality quality = quality(measure(context, snapshot));
        float[] weights = snapshot.weights().values();
        double[] validation = errorAndNll(context.logits(weights, DATA.validation()), DATA.validation());
        double[] test = errorAndNll(context.logits(weights, DATA.test()), DATA.test());
        assertThat(quality.validation().require(new ErrorRate())).isEqualTo(validation[0]);
        assertThat(quality.validation().require(new NegativeLogLikelihood())).isCloseTo(validation[1], within(1e-5));
        assertThat(quality.test().require(new ErrorRate())).isEqualTo(test[0]);
        assertThat(quality.test().require(new NegativeLogLikelihood())).isCloseTo(test[1], within(1e-5));
        assertThat(quality.lastValidation().require(new ErrorRate())).isEqualTo(validation[0]);
        assertThat(quality.stoppedEarly()).isFalse();
    }

    @Test
    void leavesOutWhatOnlyTrainingTells() {
        ExecutionContext context = context(MLP, 1);
        Quality quality = quality(measure(context, run(context, null, pruning(0.5))));
        assertThat(quality.lastValidation().get(new ErrorRate())).isNull();
        assertThat(quality.bestValidation().get(new ErrorRate())).isNull();
        assertThat(quality.bestEpoch()).isNull();
        assertThat(quality.stoppedEarly()).isFalse();
    }

    @Test
    void describesEveryLayerAndEveryEvaluation() {
        ExecutionContext context = context(MLP, 1);
        Snapshot snapshot = trained(context, chain(pruning(0.9), training(ADAM, 1)));
        Measurement measurement = measure(context, snapshot);
        List<LayerRow.Layer> layers = measurement.layers();
        assertThat(layers).extracting(LayerRow.Layer::layer).containsExactly("fc1", "fc2");
        assertThat(layers).extracting(LayerRow.Layer::position).containsExactly(0, 1);
        assertThat(layers).extracting(LayerRow.Layer::op).containsOnly("Gemm");
        assertThat(layers).extracting(LayerRow.Layer::shape).containsExactly("12x64", "10x12");
        assertThat(layers).extracting(LayerRow.Layer::weights).containsExactly(768L, 120L);
        assertThat(layers.stream().mapToLong(LayerRow.Layer::nonzeros).sum())
                .isEqualTo(WEIGHTS - Math.round(0.9 * WEIGHTS));
        assertThat(layers.stream().mapToLong(LayerRow.Layer::nonzeroMacs).sum())
                .isEqualTo(WEIGHTS - Math.round(0.9 * WEIGHTS));
        assertThat(measurement.curve()).isEqualTo(snapshot.curve()).hasSize(3);
        assertThat(measurement.effort()).isNotNull();
        assertThat(measurement.effort().trainingEpochs()).isCloseTo(3, within(1e-12));
        assertThat(measurement.effort().iterations()).isEqualTo(3L * Chains.EPOCH);
        assertThat(measurement.effort().trainSeconds())
                .isEqualTo(snapshot.progress().seconds());
    }

    @Test
    void measuresAPrunedResidualNetworkAsItIsShipped() {
        ExecutionContext context = context(new ResNet8(4), 1);
        Snapshot snapshot =
                trained(context, chain(pruning(new Magnitude(), new Granularity.Filter(), 0.5), training(ADAM, 1)));
        Size size = size(measure(context, snapshot));
        assertThat(size.achievedGroupSparsity()).isCloseTo(0.5, within(0.02));
        assertThat(size.macs()).isLessThan(size.denseMacs());
        assertThat(size.compactionDifference()).isLessThan(1e-3);
        assertThat(size.bytes()).isLessThan(4 * size.parameters());
    }

    @Test
    void refusesANetworkThatHasDiverged() {
        ExecutionContext context = context(MLP, 1);
        Network network = context.network();
        Snapshot snapshot = run(context, null, List.of());
        float[] weights = snapshot.weights().copy();
        Layout.Slot bias = network.layout().slot("fc2.bias");
        weights[bias.offset()] = Float.POSITIVE_INFINITY;
        Snapshot diverged = Snapshot.initial(Weights.of(weights), snapshot.mask());
        assertThatThrownBy(() -> measure(context, diverged)).isInstanceOf(NonFiniteLogitsException.class);
    }
}
