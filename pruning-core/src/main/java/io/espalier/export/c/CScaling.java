package io.espalier.export.c;

import io.espalier.data.FeatureScaling;
import io.espalier.export.FloatScaling;
import java.util.Arrays;

/** Feature scaling in C: the statements that make the scaled float {@code v} of {@code input[i]}. */
record CScaling(CSource source) {
    /** As the input's type has it. */
    String statements(CInput input, FeatureScaling scaling) {
        return switch (input) {
            case FLOAT -> inFloats(FloatScaling.of(scaling));
            case DOUBLE -> inDoubles(scaling);
        };
    }

    private String inFloats(FloatScaling scaling) {
        return "float v = input[i];"
                + step(" v -= ", "input_shift", scaling.shift(), 0)
                + step(" v -= ", "input_rest", scaling.rest(), 0)
                + step(" v /= ", "input_scale", scaling.scale(), 1);
    }

    /** @param neutral the number by which nothing changes */
    private String step(String operator, String name, float[] values, float neutral) {
        if (FloatScaling.isAll(values, neutral)) {
            return "";
        }
        if (FloatScaling.isAll(values, values[0])) {
            return operator + CSource.number(values[0]) + ";";
        }
        source.floats(name, values);
        return operator + name + "[i];";
    }

    private String inDoubles(FeatureScaling scaling) {
        return "float v = (float)((input[i] - " + one("input_shift", scaling.shift()) + ") / "
                + one("input_scale", scaling.scale()) + ");";
    }

    private String one(String name, double[] values) {
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            return "(" + CSource.number(values[0]) + ")";
        }
        source.doubles(name, values);
        return name + "[i]";
    }
}
