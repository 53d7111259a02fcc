package io.espalier.spark.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.pareto.RankedCandidate;
import io.espalier.stats.Estimate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** How many members there are in each cell of a grid over two columns, for each two of the columns that members are ranked and chosen by. */
final class Density {
    private static final int CELLS = 48;
    private static final double FAR_APART = 20;

    private Density() {}

    /** By each two columns the cells that hold any: their middle and their number. */
    static ArrayNode json(List<RankedCandidate> members) {
        ArrayNode tree = JsonNodeFactory.instance.arrayNode();
        List<String> columns = columns(members);
        for (int first = 0; first < columns.size(); first++) {
            for (String second : columns.subList(first + 1, columns.size())) {
                tree.add(cells(members, columns.get(first), second));
            }
        }
        return tree;
    }

    /** Those that all have. */
    private static List<String> columns(List<RankedCandidate> members) {
        Set<String> columns = new LinkedHashSet<>();
        members.stream()
                .limit(1)
                .forEach(member -> columns.addAll(member.estimates().keySet()));
        members.forEach(member -> columns.retainAll(member.estimates().keySet()));
        return List.copyOf(columns);
    }

    private static ObjectNode cells(List<RankedCandidate> members, String first, String second) {
        Scale across = Scale.of(means(members, first));
        Scale up = Scale.of(means(members, second));
        Map<Integer, Integer> counts = new TreeMap<>();
        for (RankedCandidate member : members) {
            int cell = across.cell(mean(member, first)) * CELLS + up.cell(mean(member, second));
            counts.merge(cell, 1, Integer::sum);
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("x", first).put("y", second);
        ArrayNode cells = tree.putArray("cells");
        counts.forEach((cell, count) -> cells.addArray()
                .add(Numbers.brief(across.middle(cell / CELLS)))
                .add(Numbers.brief(up.middle(cell % CELLS)))
                .add(count));
        return tree;
    }

    private static List<Double> means(List<RankedCandidate> members, String column) {
        List<Double> means = new ArrayList<>(members.size());
        members.forEach(member -> means.add(mean(member, column)));
        return means;
    }

    private static double mean(RankedCandidate member, String column) {
        Estimate estimate = Objects.requireNonNull(member.estimates().get(column));
        return estimate.mean();
    }

    /** Cells of one width between the least and the largest value, or of one ratio where these lie far apart. */
    private record Scale(double least, double most, boolean logarithmic) {
        static Scale of(Collection<Double> values) {
            double least =
                    values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
            double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            return new Scale(least, most, least > 0 && most / least > FAR_APART);
        }

        int cell(double value) {
            double range = at(most) - at(least);
            double part = range == 0 ? 0 : (at(value) - at(least)) / range;
            return (int) Math.min(CELLS - 1, Math.floor(part * CELLS));
        }

        double middle(int cell) {
            double middle = at(least) + (at(most) - at(least)) * (cell + 0.5) / CELLS;
            return logarithmic ? Math.exp(middle) : middle;
        }

        private double at(double value) {
            return logarithmic ? Math.log(value) : value;
        }
    }
}
