package io.espalier.export;

import io.espalier.data.FeatureScaling;
import io.espalier.snapshot.Tensor;
import java.util.List;
import java.util.Map;

/** How features are scaled, as the tensors {@code input.shift} and {@code input.scale} of doubles. */
public final class ScalingTensors {
    private static final String SHIFT = "input.shift";
    private static final String SCALE = "input.scale";

    private ScalingTensors() {}

    /** One tensor each. */
    public static Map<String, Tensor> write(FeatureScaling scaling) {
        List<Integer> dims = List.of(scaling.shift().length);
        return Map.of(SHIFT, Tensor.of(dims, scaling.shift()), SCALE, Tensor.of(dims, scaling.scale()));
    }

    /** @throws IllegalArgumentException if they are not there */
    public static FeatureScaling read(Map<String, Tensor> tensors) {
        Tensor shift = tensors.get(SHIFT);
        Tensor scale = tensors.get(SCALE);
        if (shift == null || scale == null) {
            throw new IllegalArgumentException("no " + SHIFT + " and " + SCALE);
        }
        return FeatureScaling.of(shift.doubles(), scale.doubles());
    }
}
