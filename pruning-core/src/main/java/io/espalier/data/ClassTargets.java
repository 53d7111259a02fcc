package io.espalier.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One class an example: {@code labels()[i]} is that of example i, in {0, ..., classes - 1}. */
public final class ClassTargets implements Targets {
    private final Labels names;
    private final int[] labels;

    /** @throws IllegalArgumentException if a label is out of range */
    public ClassTargets(Labels names, int[] labels) {
        int classes = names.names().size();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "Invalid label: " + labels[i] + " in row " + i + " (must be in 0.." + (classes - 1) + ")");
            }
        }
        this.names = names;
        this.labels = labels;
    }

    /** Classes that are called 0, 1, ..., K - 1. */
    public ClassTargets(int classes, int[] labels) {
        this(Labels.indices(classes), labels);
    }

    /**
     * The targets of a data set of classes.
     *
     * @throws IllegalArgumentException if its targets are no classes
     */
    public static ClassTargets of(Dataset data) {
        return of(data.targets());
    }

    /**
     * Targets that are classes.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static ClassTargets of(Targets targets) {
        if (targets instanceof ClassTargets classes) {
            return classes;
        }
        throw new IllegalArgumentException("Invalid targets: " + targets.names() + " (must be classes)");
    }

    /** What their classes are called. */
    public Labels labelNames() {
        return names;
    }

    public int classes() {
        return names.names().size();
    }

    public int[] labels() {
        return labels;
    }

    /** The same, seen as of so many classes. */
    public ClassTargets as(int classCount) {
        return new ClassTargets(classCount, labels);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int outputs() {
        return classes();
    }

    @Override
    public List<String> names() {
        return names.names();
    }

    @Override
    public int count(int output) {
        return (int) Arrays.stream(labels).filter(label -> label == output).count();
    }

    @Override
    public boolean concerns(int example, int output) {
        return labels[example] == output;
    }

    @Override
    public int compare(int row, int other) {
        return Integer.compare(labels[row], labels[other]);
    }

    @Override
    public int[][] strata() {
        int[] counts = new int[classes()];
        for (int label : labels) {
            counts[label]++;
        }
        int[][] rows = new int[classes()][];
        Arrays.setAll(rows, label -> new int[counts[label]]);
        for (int row = labels.length - 1; row >= 0; row--) {
            rows[labels[row]][--counts[labels[row]]] = row;
        }
        return rows;
    }

    @Override
    public String stratum(int number) {
        return "class " + names.name(number);
    }

    @Override
    public Optional<String> problem() {
        return Arrays.stream(labels).distinct().count() < 2
                ? Optional.of(
                        "all examples are of class " + names.name(labels[0]) + " (must be of two or more classes)")
                : Optional.empty();
    }

    @Override
    public boolean isLike(Targets other) {
        return other instanceof ClassTargets && other.outputs() == outputs();
    }

    @Override
    public ClassTargets select(int[] rows) {
        return new ClassTargets(
                names, Arrays.stream(rows).map(row -> labels[row]).toArray());
    }

    /** Classes have no scale. */
    @Override
    public ClassTargets fit(int[] rows) {
        return this;
    }

    @Override
    public ClassTargets scaledAs(Targets other) {
        return this;
    }

    @Override
    public ClassTargets called(List<String> others) {
        return new ClassTargets(new Labels(others), labels);
    }

    @Override
    public TargetsTensor tensor() {
        return new Tensor(classes());
    }

    @Override
    public int[] words() {
        return labels;
    }

    @Override
    public String toString() {
        return classes() + " classes";
    }

    /** {@code labels}, I32 (N), with the number of {@code classes} as metadata. */
    record Tensor(int classes) implements TargetsTensor {
        static final String KEY = "classes";

        static Tensor parse(JsonNode metadata) {
            return new Tensor(metadata.path(KEY).asInt());
        }

        @Override
        public String name() {
            return "labels";
        }

        @Override
        public String type() {
            return "I32";
        }

        @Override
        public int wordsEach() {
            return 1;
        }

        @Override
        public void describe(int examples, ArrayNode shape) {
            shape.add(examples);
        }

        @Override
        public void describe(ObjectNode metadata) {
            metadata.put(KEY, Integer.toString(classes));
        }

        @Override
        public Targets read(int[] words) {
            return new ClassTargets(classes, words);
        }
    }
}
