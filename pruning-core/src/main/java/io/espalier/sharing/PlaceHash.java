package io.espalier.sharing;

import io.espalier.network.op.Parameter;
import io.espalier.random.XxHash32;
import java.nio.charset.StandardCharsets;

/** Hashes of a weight's place: XXH32 of its layer's name, unit and place in the unit, and a seed. */
record PlaceHash(Parameter weight, int seed) {
    private String key(int i) {
        Parameter.Units units = weight.unitIndex();
        return weight.name() + "_" + units.unit(i) + "_" + units.place(i);
    }

    private int of(String key) {
        return XxHash32.of(key.getBytes(StandardCharsets.UTF_8), seed);
    }

    /** Which of {@code count} numbers weight i gets. */
    int number(int i, int count) {
        return Integer.remainderUnsigned(of(key(i)), count);
    }

    /** Whether each weight is negated. */
    boolean[] signs() {
        boolean[] negated = new boolean[weight.size()];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = of(key(i) + "_sign") < 0;
        }
        return negated;
    }
}
