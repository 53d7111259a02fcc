package io.espalier.spark.data;

import io.espalier.data.LabelTargets;
import io.espalier.data.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Several labels a row, each 1 where the row has it and else 0, in a vector or an array.
 *
 * @param start where they begin in the numbers of a row
 * @param end where they end
 */
record VectorLabels(String column, EncodedRows rows, int start, int end) implements RowTargets {
    @Override
    public String must() {
        return "vectors or arrays of 0 and 1, as many in each row";
    }

    /** A row of another length is for the features to tell of. */
    @Override
    public boolean isValid(int row) {
        return rows.width(row) < end || indicators(row).allMatch(number -> number == 0 || number == 1);
    }

    private DoubleStream indicators(int row) {
        return IntStream.range(start, end).mapToDouble(i -> rows.number(row, i));
    }

    @Override
    public String shown(int row) {
        return indicators(row).mapToObj(Double::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public Targets targets() {
        List<String> names = IntStream.range(0, end - start)
                .mapToObj(label -> column + " " + label)
                .toList();
        double[] all = IntStream.range(0, rows.size())
                .mapToObj(this::indicators)
                .flatMapToDouble(row -> row)
                .toArray();
        return new LabelTargets(
                names, Arrays.stream(all).mapToInt(has -> (int) has).toArray());
    }
}
