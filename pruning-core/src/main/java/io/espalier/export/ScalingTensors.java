package io.espalier.export;

import io.espalier.data.FeatureScaling;
import io.espalier.snapshot.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How features are scaled, as the tensors {@code input.shift} and {@code input.scale} of doubles; and values, where a network
 * gives values, as {@code output.shift} and {@code output.scale}.
 */
public final class ScalingTensors {
    private static final String INPUT_SHIFT = "input.shift";
    private static final String INPUT_SCALE = "input.scale";
    private static final String OUTPUT_SHIFT = "output.shift";
    private static final String OUTPUT_SCALE = "output.scale";

    private ScalingTensors() {}

    /** Of a network's inputs and outputs. */
    static SortedMap<String, Tensor> write(DeployedNetwork network) {
        SortedMap<String, Tensor> tensors = new TreeMap<>(write(network.scaling()));
        FeatureScaling values = network.outputs().scaling();
        if (values != null) {
            tensors.putAll(writeValues(values));
        }
        return tensors;
    }

    /** Of values, one tensor each. */
    public static Map<String, Tensor> writeValues(FeatureScaling values) {
        return Map.of(OUTPUT_SHIFT, vector(values.shift()), OUTPUT_SCALE, vector(values.scale()));
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
        return read(tensors, INPUT_SHIFT, INPUT_SCALE);
    }

    /**
     * Of values; nothing where a network gives none.
     *
     * @throws IllegalArgumentException if one of the two is there and the other is not
     */
    public static Optional<FeatureScaling> readValues(Map<String, Tensor> tensors) {
        return tensors.containsKey(OUTPUT_SHIFT) || tensors.containsKey(OUTPUT_SCALE)
                ? Optional.of(read(tensors, OUTPUT_SHIFT, OUTPUT_SCALE))
                : Optional.empty();
    }

    private static FeatureScaling read(Map<String, Tensor> tensors, String shiftName, String scaleName) {
        Tensor shift = tensors.get(shiftName);
        Tensor scale = tensors.get(scaleName);
        if (shift == null || scale == null) {
            throw new IllegalArgumentException("no " + shiftName + " and " + scaleName);
        }
        return FeatureScaling.of(shift.doubles(), scale.doubles());
    }
}
