package io.espalier.spark.data;

import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import io.espalier.snapshot.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Arrays of features and labels, one pair a part, as examples. The labels of all parts are read together: a class is one in all. */
final class ArrayExamples {
    private static final int MOST_DIMENSIONS = 4;

    private final NamedArrays arrays;
    private final Targets.Kind kind;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    ArrayExamples(NamedArrays arrays, Targets.Kind kind) {
        this.arrays = arrays;
        this.kind = kind;
    }

    private record Part(String name, Tensor features, Tensor labels) {
        int size() {
            return labels.dims().get(0);
        }

        int columns() {
            return labels.dims().size() == 1 ? 1 : labels.dims().get(1);
        }
    }

    /** Adds the training side, then the test set. */
    void add(String features, String labels) {
        Tensor x = find(features);
        Tensor y = find(labels);
        if (x == null || y == null) {
            return;
        }
        int before = problems.size();
        require(
                isBetween(x, 1, MOST_DIMENSIONS),
                features + " has shape " + x.dims()
                        + " (must be (examples, features), (examples, rows, columns) or (examples, channels, rows, columns))");
        require(isBetween(y, 1, 2), labels + " has shape " + y.dims() + " (must be (examples) or (examples, columns))");
        if (problems.size() == before) {
            int examples = x.dims().get(0);
            require(
                    examples == y.dims().get(0),
                    features + " has " + examples + " examples, but " + labels + " has "
                            + y.dims().get(0) + " (must be as many)");
            refuseRounded(features, x);
            parts.add(new Part(features, x, y));
        }
    }

    private @Nullable Tensor find(String name) {
        try {
            return arrays.get(name);
        } catch (IOException e) {
            problems.add(name + ": " + e.getMessage());
            return null;
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private static boolean isBetween(Tensor array, int least, int most) {
        int dimensions = array.dims().size();
        return dimensions >= least
                && dimensions <= most
                && array.dims().stream().skip(1).allMatch(size -> size > 0);
    }

    /** As in a table, where two of these would be one double. */
    private void refuseRounded(String name, Tensor array) {
        CellFaults rounded = new CellFaults();
        for (int i = 0; array.type() == Tensor.Type.I64 && i < count(array); i++) {
            long number = array.at(i).longValue();
            int index = i;
            if (Math.abs((double) number) >= 0x1p53 && (long) (double) number != number) {
                rounded.add(Long.toString(number), () -> "place " + index);
            }
        }
        if (rounded.count() > 0) {
            problems.add(name + " has "
                    + rounded.describe("whole number that doubles round", "whole numbers that doubles round"));
        }
    }

    private static int count(Tensor array) {
        return array.dims().stream().reduce(1, Math::multiplyExact);
    }

    /** @throws IOException with all problems */
    Examples examples() throws IOException {
        TableExamples.refuse(problems);
        Targets targets = targets();
        Dataset train = dataset(0, targets);
        return new Examples(train, parts.size() > 1 ? dataset(1, targets) : null);
    }

    private Dataset dataset(int part, Targets targets) {
        int start = parts.subList(0, part).stream().mapToInt(Part::size).sum();
        Tensor features = parts.get(part).features();
        Shape shape = shape(features.dims());
        int[] rows = IntStream.range(start, start + parts.get(part).size()).toArray();
        return Dataset.of(
                shape,
                targets.select(rows),
                (row, i) -> features.at(row * shape.elements() + i).doubleValue() + 0.0); // never -0
    }

    private static Shape shape(List<Integer> dims) {
        return switch (dims.size()) {
            case 1 -> Shape.vector(1);
            case 2 -> Shape.vector(dims.get(1));
            case 3 -> new Shape(1, dims.get(1), dims.get(2));
            default -> new Shape(dims.get(1), dims.get(2), dims.get(3));
        };
    }

    private Targets targets() throws IOException {
        int columns = parts.get(0).columns();
        for (Part part : parts) {
            TableExamples.require(
                    part.columns() == columns,
                    "the labels of " + part.name() + " have " + part.columns() + " columns (must be " + columns + ")");
        }
        return kind == Targets.Kind.SEQUENCES ? steps(columns) : columns(columns);
    }

    private Targets steps(int steps) throws IOException {
        StepLabels labels = new StepLabels(steps);
        for (Part part : parts) {
            for (int i = 0; i < part.size() * steps; i++) {
                int place = i;
                labels.add(
                        part.labels().at(i),
                        () -> "example " + place / steps + " of " + part.name() + ", step " + place % steps);
            }
        }
        return labels.targets();
    }

    private Targets columns(int columns) throws IOException {
        List<String> names = columns == 1
                ? List.of("label")
                : IntStream.range(0, columns).mapToObj(i -> "label " + i).toList();
        LabelColumns labels = new LabelColumns(kind, names);
        parts.forEach(part -> add(part, names, labels));
        return labels.targets(name -> false);
    }

    private static void add(Part part, List<String> names, LabelColumns labels) {
        for (int i = 0; i < part.size() * names.size(); i++) {
            int row = i / names.size();
            Number number = part.labels().at(i);
            LabelCells cells = labels.cells(names.get(i % names.size()));
            if (!Double.isFinite(number.doubleValue())) {
                cells.addMissing(number.toString(), () -> "example " + row + " of " + part.name());
            } else {
                cells.add(number.toString(), () -> "example " + row + " of " + part.name());
            }
        }
    }
}
