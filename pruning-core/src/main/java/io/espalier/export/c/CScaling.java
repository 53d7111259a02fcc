package io.espalier.export.c;

import io.espalier.export.FloatScaling;

/** Feature scaling in C: the statements that make the scaled {@code v} of {@code input[i]}. */
final class CScaling {
    private CScaling() {}

    static String statements(FloatScaling scaling, CSource source) {
        return "float v = input[i];"
                + step(" v -= ", "input_shift", scaling.shift(), 0, source)
                + step(" v -= ", "input_rest", scaling.rest(), 0, source)
                + step(" v /= ", "input_scale", scaling.scale(), 1, source);
    }

    /** @param neutral the number by which nothing changes */
    private static String step(String operator, String name, float[] values, float neutral, CSource source) {
        if (FloatScaling.isAll(values, neutral)) {
            return "";
        }
        if (FloatScaling.isAll(values, values[0])) {
            return operator + CSource.number(values[0]) + ";";
        }
        source.floats(name, values);
        return operator + name + "[i];";
    }
}
