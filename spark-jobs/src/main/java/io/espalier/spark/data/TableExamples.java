package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import io.espalier.data.Columns;
import io.espalier.data.Dataset;
import io.espalier.data.Dataset.Numbers;
import io.espalier.data.ExampleWeights;
import io.espalier.data.Examples;
import io.espalier.data.FeatureColumn;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that were found to be examples. A table has no order of its own, so they are put in that of their
 * content, target first, then the bits of each feature, then the weight: however its files are cut, the same rows give the same examples.
 */
record TableExamples(
        List<FeatureColumn> features,
        Numbers numbers,
        Targets targets,
        @Nullable ExampleWeights weights) {
    private static final int SHOWN = 5;

    /** @param weights how much each row counts; null where all count alike */
    static TableExamples of(List<TableFeature> features, Targets targets, @Nullable ExampleWeights weights) {
        List<FeatureColumn> columns =
                features.stream().map(TableFeature::column).toList();
        return new TableExamples(columns, (row, i) -> features.get(i).values().applyAsDouble(row), targets, weights);
    }

    /** @throws IOException if there are no rows or no features */
    Examples in(List<ColumnUse> uses) throws IOException {
        require(targets.size() > 0, "it has no rows");
        require(
                !features.isEmpty(),
                "it has no features (must have numeric columns besides the label" + ignored(uses) + ")");
        int[] order = IntStream.range(0, targets.size())
                .boxed()
                .sorted(this::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        Dataset data =
                Dataset.of(Shape.vector(features.size()), targets.select(order), (row, i) -> numbers.at(order[row], i));
        return new Examples(
                data.weighted(weights == null ? null : weights.select(order)), null, null, new Columns(features, uses));
    }

    private static String ignored(List<ColumnUse> uses) {
        return uses.stream()
                .filter(use -> use.role() == ColumnUse.Role.IGNORED)
                .limit(SHOWN)
                .map(use -> "; " + use.column() + " is ignored: " + use.note())
                .collect(Collectors.joining());
    }

    private int compare(int row, int other) {
        int order = targets.compare(row, other);
        for (int i = 0; order == 0 && i < features.size(); i++) {
            order = Long.compareUnsigned(bits(row, i), bits(other, i));
        }
        return order == 0 && weights != null ? Double.compare(weights.of(row), weights.of(other)) : order;
    }

    private long bits(int row, int feature) {
        return Double.doubleToRawLongBits(numbers.at(row, feature));
    }

    /** Throws if there are problems, with all of them, or the first and how many more. */
    static void refuse(List<String> problems) throws IOException {
        if (!problems.isEmpty()) {
            String more = problems.size() <= SHOWN ? "" : "; and " + (problems.size() - SHOWN) + " more problems";
            throw new IOException(String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size()))) + more);
        }
    }

    static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
