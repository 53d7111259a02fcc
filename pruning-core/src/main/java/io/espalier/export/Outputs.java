package io.espalier.export;

import io.espalier.data.FeatureScaling;
import io.espalier.data.Targets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exported network gives for an example: logits in floats; or values in the target's own unit in doubles, shift +
 * scale z of what the network gives as z.
 *
 * @param labels what each is called: its class, or its column
 * @param scaling of values, as the network learned them; null for logits
 * @param steps at each of which there is one for each label; 1 where the task is no sequence
 */
public record Outputs(List<String> labels, @Nullable FeatureScaling scaling, int steps) {
    public Outputs {
        labels = List.copyOf(labels);
    }

    /** One for each label. */
    public Outputs(List<String> labels, @Nullable FeatureScaling scaling) {
        this(labels, scaling, 1);
    }

    /** Of classes. */
    static Outputs logits(List<String> labels) {
        return new Outputs(labels, null);
    }

    /** Of what these targets are. */
    static Outputs of(Targets targets) {
        return new Outputs(
                targets.names(),
                targets.valueScaling().orElse(null),
                targets.shape().positions());
    }

    /** What files call them. */
    public String name() {
        return scaling == null ? "logits" : "values";
    }

    /** How many there are of an example. */
    public int count() {
        return labels.size() * steps;
    }

    /** Row-major numbers as the network gives them, as they are exported. */
    double[] restored(float[] given) {
        double[] restored = new double[given.length];
        for (int i = 0; i < given.length; i++) {
            restored[i] = scaling == null ? given[i] : scaling.restore(i % count(), given[i]);
        }
        return restored;
    }

    /** The other way round. */
    float[] given(double[] restored) {
        float[] given = new float[restored.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = scaling == null ? (float) restored[i] : scaling.apply(i % count(), restored[i]);
        }
        return given;
    }
}
