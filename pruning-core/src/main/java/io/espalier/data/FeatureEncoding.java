package io.espalier.data;

import io.espalier.network.op.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Turns the raw features of a row into those that are scaled: numbers in place of missing ones, indicators of levels. */
public record FeatureEncoding(List<ColumnEncoder> columns) {
    /** Leaves features as they are. */
    public static final FeatureEncoding NONE = new FeatureEncoding(List.of());

    public FeatureEncoding {
        columns = List.copyOf(columns);
    }

    /** With levels and means from {@code train} rows alone. */
    static FeatureEncoding fit(List<FeatureColumn> columns, Dataset data, int[] train) {
        return new FeatureEncoding(IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).fit(data, i, train))
                .toList());
    }

    /** What comes out; empty where features have no names. */
    public List<EncodedFeature> outputs() {
        return columns.stream().flatMap(column -> column.outputs().stream()).toList();
    }

    Dataset apply(Dataset data) {
        if (columns.stream().allMatch(ColumnEncoder.Same.class::isInstance)) {
            return data;
        }
        int[] starts = starts();
        int width = starts[columns.size()];
        double[] encoded = new double[Math.multiplyExact(data.size(), width)];
        for (int row = 0; row < data.size(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).encode(data.exactFeature(row, i), encoded, row * width + starts[i]);
            }
        }
        return Dataset.of(Shape.vector(width), data.targets(), encoded);
    }

    private int[] starts() {
        int[] starts = new int[columns.size() + 1];
        for (int i = 0; i < columns.size(); i++) {
            starts[i + 1] = starts[i] + columns.get(i).outputs().size();
        }
        return starts;
    }
}
