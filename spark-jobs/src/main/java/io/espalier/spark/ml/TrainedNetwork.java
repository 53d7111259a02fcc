package io.espalier.spark.ml;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.FeatureScaling;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.ScalingTensors;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.compact.Compaction;
import io.espalier.network.op.Shape;
import io.espalier.snapshot.Safetensors;
import io.espalier.snapshot.Tensor;
import io.espalier.snapshot.Weights;
import io.espalier.storage.DamagedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network with its weights and what it does to features first: all that a prediction needs. As a file it is
 * safetensors with one tensor per parameter, under the parameter's name, and the scaling as {@code input.shift} and
 * {@code input.scale} in doubles; family, input shape and number of outputs stand in the metadata.
 *
 * @param values how the values that it gives are scaled, the tensors {@code output.shift} and {@code output.scale}; null where
 *     it gives logits
 * @param activations how they are rounded, as an {@link io.espalier.export.int8.ActivationTable} of the network without dead
 *     units, the tensor {@code activations}; null where it predicts in floats
 */
record TrainedNetwork(
        NetworkFamily family,
        Shape input,
        int classes,
        Weights weights,
        FeatureScaling scaling,
        @Nullable FeatureScaling values,
        @Nullable Tensor activations) {
    private static final String FAMILY = "family";
    private static final String INPUT = "input";
    private static final String CLASSES = "classes";
    private static final String ACTIVATIONS = "activations";

    /** The network as it was trained, dead units and all. */
    Network network() {
        return family.build(input, classes);
    }

    /** As it predicts and is exported: without dead units. */
    DeployedNetwork deployed() {
        DeployedNetwork inFloats = DeployedNetwork.of(Compaction.of(network(), weights.values()), weights.values())
                .scaledBy(scaling);
        if (values != null) {
            inFloats = inFloats.giving(List.of("prediction"), values);
        }
        return activations == null ? inFloats : inFloats.roundedAs(activations.bytes());
    }

    /** Number {@code i} of its outputs as it is told: a logit, or a value in the unit of the label. */
    double output(int i, float given) {
        return values == null ? given : values.restore(i, given);
    }

    byte[] toFile() {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (Layout.Slot slot : network().layout().slots()) {
            tensors.put(slot.parameter().name(), Tensor.of(slot.parameter().dims(), values(slot)));
        }
        tensors.putAll(ScalingTensors.write(scaling));
        if (values != null) {
            tensors.putAll(ScalingTensors.writeValues(values));
        }
        if (activations != null) {
            tensors.put(ACTIVATIONS, activations);
        }
        Map<String, String> metadata =
                Map.of(FAMILY, Canonical.json(family), INPUT, input.toString(), CLASSES, Integer.toString(classes));
        return Safetensors.of(tensors, metadata).toBytes();
    }

    private float[] values(Layout.Slot slot) {
        float[] values = new float[slot.parameter().size()];
        System.arraycopy(weights.values(), slot.offset(), values, 0, values.length);
        return values;
    }

    /** @throws DamagedException if the bytes are not such a file */
    static TrainedNetwork ofFile(byte[] bytes) throws DamagedException {
        Safetensors file = Safetensors.parse(bytes);
        try {
            return of(file.tensors(), file.metadata());
        } catch (RuntimeException e) {
            throw new DamagedException("network", String.valueOf(e.getMessage()));
        }
    }

    private static TrainedNetwork of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        NetworkFamily family = Binder.ofContext().parse(required(metadata, FAMILY), NetworkFamily.class);
        Shape input = shape(required(metadata, INPUT));
        int classes = Integer.parseInt(required(metadata, CLASSES));
        Layout layout = family.build(input, classes).layout();
        float[] weights = new float[layout.size()];
        for (Layout.Slot slot : layout.slots()) {
            float[] values = required(tensors, slot.parameter().name()).floats();
            System.arraycopy(values, 0, weights, slot.offset(), slot.parameter().size());
        }
        return new TrainedNetwork(
                family,
                input,
                classes,
                Weights.of(weights),
                ScalingTensors.read(tensors),
                ScalingTensors.readValues(tensors).orElse(null),
                tensors.get(ACTIVATIONS));
    }

    static Shape shape(String text) {
        int[] sides = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
        return new Shape(sides[0], sides[1], sides[2]);
    }

    private static <T> T required(Map<String, T> map, String key) {
        T value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }
}
