package io.espalier.plan;

import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether every feature of some data is one of the whole numbers that a network reads.
 *
 * @param tokens how many there are, from 0
 */
record TokenCheck(int tokens) {
    private static final int SHOWN = 5;

    /** One message for each example with another number, the first of them in full. */
    List<String> problems(Splits data) {
        Map<String, Dataset> parts = new LinkedHashMap<>();
        parts.put("training", data.train());
        parts.put("validation", data.validation());
        parts.put("test", data.test());
        List<String> all = new ArrayList<>();
        parts.forEach((part, examples) -> add(part, examples, all));
        return all.size() <= SHOWN ? all : shortened(all);
    }

    private static List<String> shortened(List<String> all) {
        List<String> some = new ArrayList<>(all.subList(0, SHOWN));
        some.add("Invalid data: " + (all.size() - SHOWN) + " more examples hold features that are no tokens");
        return some;
    }

    private void add(String part, Dataset examples, List<String> all) {
        int width = examples.shape().elements();
        float[] features = examples.features();
        for (int row = 0; row < examples.size(); row++) {
            int place = row * width;
            while (place < (row + 1) * width && isToken(features[place])) {
                place++;
            }
            if (place < (row + 1) * width) {
                all.add("Invalid data: feature " + place % width + " of " + part + " example " + row + " is "
                        + features[place] + " (must be a whole number in 0.." + (tokens - 1)
                        + ", for the network reads tokens; scaling must be none)");
            }
        }
    }

    private boolean isToken(float feature) {
        return feature >= 0 && feature < tokens && feature == Math.rint(feature);
    }
}
