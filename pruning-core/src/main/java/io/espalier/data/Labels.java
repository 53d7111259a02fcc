package io.espalier.data;

import java.util.List;
import java.util.stream.IntStream;

/** What classes are called in the data that they come from: {@code names.get(k)} is the label of class k. */
public record Labels(List<String> names) {
    public Labels {
        names = List.copyOf(names);
    }

    /** Classes that are called 0, 1, ..., K - 1. */
    public static Labels indices(int classes) {
        return new Labels(
                IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    public String name(int label) {
        return names.get(label);
    }

    /** Whether every class is called by its own number. */
    public boolean areIndices() {
        return names.equals(indices(names.size()).names);
    }
}
