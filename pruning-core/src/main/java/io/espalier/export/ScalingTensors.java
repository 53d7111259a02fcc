package io.espalier.export;

import io.espalier.data.FeatureScaling;
import io.espalier.snapshot.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How features are scaled, as the tensors {@code input.shift} and {@code input.scale} of doubles; and values, where a network
 * gives values, as {@code output.shift} and {@code output.scale}.
 */
public final class ScalingTensors {
    private static final String INPUT_SHIFT = "input.shift";
    private static final String INPUT_SCALE = "input.scale";

    private ScalingTensors() {}

    /** Of a network's inputs and outputs. */
    static SortedMap<String, Tensor> write(DeployedNetwork network) {
        SortedMap<String, Tensor> tensors = new TreeMap<>(write(network.scaling()));
        FeatureScaling values = network.outputs().scaling();
        if (values != null) {
            tensors.put("output.shift", vector(values.shift()));
            tensors.put("output.scale", vector(values.scale()));
        }
        return tensors;
    }

    /** Of features, one tensor each. */
    public static Map<String, Tensor> write(FeatureScaling scaling) {
        return Map.of(INPUT_SHIFT, vector(scaling.shift()), INPUT_SCALE, vector(scaling.scale()));
    }

    private static Tensor vector(double[] numbers) {
        return Tensor.of(List.of(numbers.length), numbers);
    }

    /** @throws IllegalArgumentException if those of features are not there */
    public static FeatureScaling read(Map<String, Tensor> tensors) {
        Tensor shift = tensors.get(INPUT_SHIFT);
        Tensor scale = tensors.get(INPUT_SCALE);
        if (shift == null || scale == null) {
            throw new IllegalArgumentException("no " + INPUT_SHIFT + " and " + INPUT_SCALE);
        }
        return FeatureScaling.of(shift.doubles(), scale.doubles());
    }
}
