package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.binding.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The open values of a sweep, in the file's order. */
record Grid(Map<String, Axis> axes) {

    /** Every combination, the last axis fastest; none, and a problem, if there are more than {@code limit}. */
    List<AxisValues> choices(int limit, Problems problems) {
        double count = count();
        if (count > limit) {
            problems.cannot(String.format(
                    Locale.ROOT,
                    "expand the grid: it has %,.0f points (must be at most %,d, which --limit raises)",
                    count,
                    limit));
            return List.of();
        }
        List<AxisValues> choices = List.of(AxisValues.NONE);
        for (Map.Entry<String, Axis> axis : axes.entrySet()) {
            choices = choices.stream()
                    .flatMap(choice -> axis.getValue().extend(choice, axis.getKey()))
                    .toList();
        }
        return choices;
    }

    /** How many combinations there are, counted by the values of those axes that decide whether another is there. */
    private double count() {
        Map<Map<String, JsonNode>, Double> counts = Map.of(Map.of(), 1.0);
        List<String> left = new ArrayList<>(axes.keySet());
        for (Map.Entry<String, Axis> axis : axes.entrySet()) {
            left.remove(axis.getKey());
            counts = extended(counts, axis.getKey(), axis.getValue(), deciding(left));
        }
        return counts.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private Set<String> deciding(List<String> others) {
        Set<String> deciding = new HashSet<>();
        axes.forEach((name, axis) -> {
            if (others.contains(name)) {
                deciding.addAll(axis.when().keySet());
            }
        });
        return deciding;
    }

    private static Map<Map<String, JsonNode>, Double> extended(
            Map<Map<String, JsonNode>, Double> counts, String name, Axis axis, Set<String> deciding) {
        Map<Map<String, JsonNode>, Double> extended = new HashMap<>();
        counts.forEach((values, count) -> {
            AxisValues choice = AxisValues.of(values);
            axis.extend(choice, name).forEach(longer -> {
                Map<String, JsonNode> kept = longer.values();
                kept.keySet().retainAll(deciding);
                extended.merge(kept, count, Double::sum);
            });
        });
        return extended;
    }
}
