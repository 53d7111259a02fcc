package io.espalier.run;

import io.espalier.binding.Variant;
import io.espalier.codec.EncodedSizes;
import io.espalier.data.Dataset;
import io.espalier.export.DeployedNetwork;
import io.espalier.metric.CompressionRatios;
import io.espalier.metric.Scores;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.Compaction;
import io.espalier.network.compact.LiveUnits;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Groups;
import io.espalier.result.LayerRow;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.Effort;
import io.espalier.result.TrialRow.Outcome;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.result.TrialRow.Quality;
import io.espalier.result.TrialRow.Size;
import io.espalier.result.TrialRow.State;
import io.espalier.run.action.ExecutionContext;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.TrainingSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes a trial's figures. Sizes are of the compacted network; quality is of what its encoding gives when it is decoded:
 * the thing that would be shipped. This is the one place where the test part is read, once per trial.
 */
public final class TrialEvaluator {
    private static final int SEEN = 1024;

    private final ExecutionContext context;
    private final Provenance provenance;
    private final Dataset seen;

    public TrialEvaluator(ExecutionContext context, Provenance provenance) {
        this.context = context;
        this.provenance = provenance;
        this.seen = context.scored(SEEN);
    }

    public Measurement measure(Snapshot snapshot) {
        long start = System.nanoTime();
        float[] weights = DeployedNetwork.decoded(context.network(), snapshot);
        LiveUnits live = LiveUnits.of(context.network(), weights);
        DeployedNetwork deployed = DeployedNetwork.of(
                Compaction.of(context.network(), live),
                weights,
                snapshot.codec(),
                context.data().train(),
                context.engine());
        Scores validation = scores(deployed, context.data().validation());
        Scores test = scores(deployed, context.data().test());
        return new Measurement(
                new Outcome(State.COMPLETED, null, null),
                size(snapshot, weights, deployed, live, difference(weights, deployed)),
                quality(validation, test, snapshot, scores(deployed, seen)),
                effort(snapshot.progress(), (System.nanoTime() - start) / 1e9),
                provenance,
                layers(weights, live),
                snapshot.curve());
    }

    private Scores scores(DeployedNetwork deployed, Dataset part) {
        return context.task()
                .predictions(deployed.logits(part, context.engine()), part.targets())
                .scores();
    }

    /**
     * How far the logits of what is shipped are from those of the masked network, both with activations in floats: 0 where
     * they are one and the same.
     */
    private double difference(float[] weights, DeployedNetwork deployed) {
        return Arrays.equals(weights, deployed.weights().values())
                ? 0
                : largestDifference(
                        deployed.floatLogits(context.data().validation(), context.engine()),
                        context.logits(weights, context.data().validation()));
    }

    private static double largestDifference(float[] one, float[] other) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs((double) one[i] - other[i]));
        }
        return largest;
    }

    private Size size(Snapshot snapshot, float[] weights, DeployedNetwork deployed, LiveUnits live, double difference) {
        Network network = context.network();
        EncodedSizes ladder =
                EncodedSizes.of(deployed.network(), deployed.weights().values());
        Groups groups = snapshot.pruning() == null
                ? null
                : context.groups(snapshot.pruning().grouping());
        long nonzeros = nonzeros(weights);
        long nonzeroMacs = deployed.network().nonzeroMacs(deployed.weights().values());
        return new Size(
                network.parameters(),
                groups == null ? null : (Long) groups.weights(),
                groups == null ? null : layerNames(groups),
                nonzeros,
                groups == null ? null : (Double) (zeros(groups, weights) / (double) groups.weights()),
                groups == null ? null : (Double) (1 - groups.survivors(snapshot.mask()) / (double) groups.count()),
                network.macs(),
                deployed.network().macs(),
                nonzeroMacs,
                CompressionRatios.compressionRatio(network.parameters(), nonzeros),
                CompressionRatios.theoreticalSpeedup(network.macs(), nonzeroMacs),
                Variant.nameOf(deployed.encoded().codec()),
                deployed.encoded().length(),
                ladder.dense(),
                ladder.bitmask(),
                ladder.relativeIndex(),
                ladder.gzip(),
                live.architecture(),
                difference);
    }

    private static String layerNames(Groups groups) {
        return groups.layers().stream().map(l -> l.node().name()).collect(Collectors.joining("+"));
    }

    private long nonzeros(float[] weights) {
        return context.network().layout().slots().stream()
                .filter(s -> s.parameter().role().isTrained())
                .mapToLong(s -> nonzeros(weights, s.offset(), s.end()))
                .sum();
    }

    private static long nonzeros(float[] weights, int from, int to) {
        long nonzeros = 0;
        for (int i = from; i < to; i++) {
            if (weights[i] != 0) {
                nonzeros++;
            }
        }
        return nonzeros;
    }

    private static double zeros(Groups groups, float[] weights) {
        return groups.weights() - groups.nonzeros(weights);
    }

    private Quality quality(Scores validation, Scores test, Snapshot snapshot, Scores seen) {
        TrainingSummary training = snapshot.lastTraining();
        Scores last = training == null ? Scores.NONE : chosenBy(training.lastError());
        Scores best = training == null ? Scores.NONE : chosenBy(training.bestError());
        return new Quality(
                validation,
                test,
                last,
                best,
                training == null ? null : (Double) training.bestEpoch(),
                training != null && training.hasEnded(),
                seen,
                snapshot.pruning() == null ? null : snapshot.pruning().removed());
    }

    private Scores chosenBy(double score) {
        return new Scores(Map.of(context.task().choice(), score));
    }

    private static Effort effort(Progress progress, double seconds) {
        return new Effort(
                progress.epochs(),
                progress.iterations(),
                progress.seconds(),
                seconds,
                Instant.now().toString());
    }

    private List<LayerRow.Layer> layers(float[] weights, LiveUnits live) {
        List<LayerRow.Layer> layers = new ArrayList<>();
        for (Node node : context.network().weighted()) {
            layers.add(layer(layers.size(), node, weights, live));
        }
        return layers;
    }

    private LayerRow.Layer layer(int position, Node node, float[] weights, LiveUnits live) {
        Network network = context.network();
        Layout.Slot slot = network.layout().slot(node, Role.WEIGHT);
        return new LayerRow.Layer(
                position,
                node.name(),
                node.op().type(),
                slot.parameter().dims().stream().map(String::valueOf).collect(Collectors.joining("x")),
                slot.parameter().size(),
                nonzeros(weights, slot.offset(), slot.end()),
                slot.parameter().units(),
                live.count(node.name()),
                node.op().macs(network.inputShapes(node)),
                network.nonzeroMacs(node, weights));
    }
}
