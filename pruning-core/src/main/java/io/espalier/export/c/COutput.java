package io.espalier.export.c;

import io.espalier.data.FeatureScaling;
import io.espalier.export.Outputs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/** Where a program's outputs go: logits as floats; or values as doubles, by way of floats in a buffer called {@code logits}. */
record COutput(Outputs outputs) {
    private boolean areValues() {
        return outputs.scaling() != null;
    }

    /** Their type in C. */
    String type() {
        return areValues() ? "double" : "float";
    }

    /** The parameter of the entry point. */
    String parameter() {
        return type() + " *" + outputs.name();
    }

    /** What a comment calls them. */
    String description() {
        return areValues() ? "Values, in the unit of the data," : "Logits";
    }

    /** Declares the buffer, where there is one. */
    String storage() {
        return areValues() ? "\nstatic float logits[" + outputs.count() + "];" : "";
    }

    /** Bytes of the buffer. */
    int ram() {
        return areValues() ? outputs.count() * Float.BYTES : 0;
    }

    /** Adds what is done last. */
    void restore(CSource source) {
        FeatureScaling scaling = outputs.scaling();
        if (scaling != null) {
            source.doubles("value_shift", scaling.shift());
            source.doubles("value_scale", scaling.scale());
            source.function(Template.of("""
                static void restore(const float *z, double *values)
                {
                    int i;
                    for (i = 0; i < $COUNT; i++) {
                        values[i] = value_shift[i] + value_scale[i] * (double)z[i];
                    }
                }
                """).with("COUNT", outputs.count()).fill());
            source.call("restore(logits, values)");
        }
    }

    /** Bytes of one example. */
    int bytes() {
        return outputs.count() * (areValues() ? Double.BYTES : Float.BYTES);
    }

    /** Numbers as a program on this machine writes them. */
    double[] numbers(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        return IntStream.range(0, bytes.length / bytes() * outputs.count())
                .mapToDouble(i -> areValues() ? buffer.getDouble() : buffer.getFloat())
                .toArray();
    }
}
