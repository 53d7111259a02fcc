package io.espalier.export;

import io.espalier.codec.Codec;
import io.espalier.codec.EncodedNetwork;
import io.espalier.codec.Encodings;
import io.espalier.data.Dataset;
import io.espalier.data.EncodedFeature;
import io.espalier.data.FeatureScaling;
import io.espalier.data.Preparation;
import io.espalier.data.Targets;
import io.espalier.engine.Engine;
import io.espalier.engine.LoadedNetwork;
import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.int8.ActivationTable;
import io.espalier.export.int8.IntegerInference;
import io.espalier.export.int8.IntegerNetwork;
import io.espalier.export.int8.QuantizedNetwork;
import io.espalier.network.Network;
import io.espalier.network.compact.Compaction;
import io.espalier.network.compact.LiveUnits;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network as it ships: without its dead units, encoded, and decoded again. It is what a sweep measures, what is
 * exported and what serves predictions.
 *
 * @param network compacted
 * @param weights by the network's layout, as they come back from the format that it ships in
 * @param encoded the file of that format
 * @param scaling of raw features, before anything else
 * @param features what each is, in order; empty where they have no names
 * @param outputs what it gives: logits of classes, or values
 * @param lineage where it comes from; null for a network that is no trial of a sweep
 * @param integers what computes its logits where it ships with rounded activations; null where the engine does
 */
public record DeployedNetwork(
        Network network,
        Weights weights,
        EncodedNetwork encoded,
        FeatureScaling scaling,
        List<EncodedFeature> features,
        Outputs outputs,
        @Nullable TrialLineage lineage,
        @Nullable QuantizedNetwork integers) {
    public DeployedNetwork {
        features = List.copyOf(features);
    }

    /**
     * For features that are scaled already, with class numbers as labels.
     *
     * @param train scaled examples of the training part, over which activations are calibrated where they are rounded
     */
    public static DeployedNetwork of(Network network, Snapshot snapshot, Dataset train, Engine engine) {
        float[] weights = decoded(network, snapshot);
        return of(Compaction.of(network, LiveUnits.of(network, weights)), weights, snapshot.codec(), train, engine);
    }

    /**
     * The same of a network whose dead units are known.
     *
     * @param weights of the network that was compacted
     * @param codec null for whichever exact one is smallest
     */
    public static DeployedNetwork of(
            Compaction compaction, float[] weights, @Nullable Codec codec, Dataset train, Engine engine) {
        if (codec == null) {
            return of(compaction, weights);
        }
        Network network = compaction.network();
        DeployedNetwork deployed = inFloats(network, EncodedNetwork.of(codec, network, compaction.gather(weights)));
        return codec.roundsActivations() ? deployed.rounded(TrialData.calibration(train), engine) : deployed;
    }

    /** In whichever exact format is smallest, for features that are scaled already. */
    public static DeployedNetwork of(Compaction compaction, float[] weights) {
        float[] small = compaction.gather(weights);
        return inFloats(compaction.network(), new Encodings(compaction.network(), small).smallest());
    }

    private static DeployedNetwork inFloats(Network network, EncodedNetwork encoded) {
        return new DeployedNetwork(
                network,
                Weights.of(encoded.decode(network)),
                encoded,
                unscaled(network),
                List.of(),
                Outputs.logits(numbers(network)),
                null,
                null);
    }

    private DeployedNetwork rounded(Dataset calibration, Engine engine) {
        QuantizedNetwork quantized =
                QuantizedNetwork.of(FusedNetwork.of(network, weights.values()), calibration, engine);
        return new DeployedNetwork(
                network,
                weights,
                encoded.with(ActivationTable.write(quantized)),
                scaling,
                features,
                outputs,
                lineage,
                quantized);
    }

    /**
     * The same with activations rounded as an {@link ActivationTable} says.
     *
     * @throws IllegalArgumentException if the table is not of such a network
     */
    public DeployedNetwork roundedAs(byte[] table) {
        QuantizedNetwork quantized = ActivationTable.read(FusedNetwork.of(network, weights.values()), table);
        return new DeployedNetwork(network, weights, encoded, scaling, features, outputs, lineage, quantized);
    }

    /** The weights of the whole network as they come back from the format that it ships in, if the recipe chose one. */
    public static float[] decoded(Network network, Snapshot snapshot) {
        float[] weights = snapshot.weights().values();
        Codec codec = snapshot.codec();
        return codec == null ? weights : codec.decode(network, codec.encode(network, weights));
    }

    /** Whether the recipe chose a format with rounded activations. */
    public static boolean isRounded(Snapshot snapshot) {
        return snapshot.codec() != null && snapshot.codec().roundsActivations();
    }

    private static FeatureScaling unscaled(Network network) {
        double[] ones = new double[network.input().elements()];
        Arrays.fill(ones, 1);
        return FeatureScaling.of(new double[ones.length], ones);
    }

    private static List<String> numbers(Network network) {
        return IntStream.range(0, network.classes()).mapToObj(String::valueOf).toList();
    }

    /** The same for raw features. */
    public DeployedNetwork scaledBy(FeatureScaling other) {
        return new DeployedNetwork(network, weights, encoded, other, features, outputs, lineage, integers);
    }

    /** The same for examples that were prepared like this, with what their targets are called. */
    public DeployedNetwork prepared(Preparation preparation, Targets targets) {
        return new DeployedNetwork(
                network,
                weights,
                encoded,
                preparation.scaling(),
                preparation.features(),
                Outputs.of(targets),
                lineage,
                integers);
    }

    /** The same with values for outputs, called by names and scaled as the network learned them. */
    public DeployedNetwork giving(List<String> names, FeatureScaling values) {
        return new DeployedNetwork(
                network, weights, encoded, scaling, features, new Outputs(names, values), lineage, integers);
    }

    /** The same with names of its classes. */
    public DeployedNetwork labelled(List<String> names) {
        return new DeployedNetwork(
                network, weights, encoded, scaling, features, Outputs.logits(names), lineage, integers);
    }

    /** The same with where it comes from. */
    public DeployedNetwork from(TrialLineage trial) {
        return new DeployedNetwork(network, weights, encoded, scaling, features, outputs, trial, integers);
    }

    /** Whether raw features have to be doubles, because floats next to their shifts are too far apart. */
    public boolean takesDoubles() {
        return !FloatScaling.suffices(scaling);
    }

    /** Row-major outputs (examples, outputs) of examples whose features are scaled already: logits, or values as they are scaled. */
    public float[] logits(Dataset scaled) {
        return logits(scaled, Engine.ofProcess());
    }

    /** The same by a given engine. */
    public float[] logits(Dataset scaled, Engine engine) {
        return integers == null ? floatLogits(scaled, engine) : IntegerInference.logits(integers, scaled);
    }

    /** Loaded once, to give the same logits row by row. */
    public LoadedNetwork load(Engine engine) {
        return integers == null ? engine.load(network, weights.values()) : new IntegerNetwork(integers);
    }

    /** The same with activations in floats, whatever it ships with. */
    public float[] floatLogits(Dataset scaled, Engine engine) {
        return engine.logits(network, weights.values(), scaled);
    }
}
