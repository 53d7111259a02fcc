package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are what, by name.
 *
 * @param features as they are asked for; all that can be features where empty
 * @param labels what is predicted
 * @param categorical features whose values are levels
 * @param ignore columns that are not used as features, whatever they hold
 * @param weight how much each row counts in the loss; all alike if null
 */
record ColumnChoice(
        List<String> features,
        List<String> labels,
        List<String> categorical,
        List<String> ignore,
        @Nullable String weight) {
    private static final int SHOWN = 20;
    private static final String USUAL_LABEL = "label";

    /** And how they are written in YAML. */
    private static final Map<String, String> OTHER_SEPARATORS = new TreeMap<>(Map.of(";", ";", "\t", "\\t", "|", "|"));

    ColumnChoice {
        features = List.copyOf(features);
        categorical = List.copyOf(categorical);
        ignore = List.copyOf(ignore);
        labels = List.copyOf(labels);
        check(Collections.disjoint(features, labels), "features", features, "not contain the label");
        check(Collections.disjoint(categorical, labels), "categorical", categorical, "not contain the label");
        check(Collections.disjoint(ignore, labels), "ignore", ignore, "not contain the label");
        check(Collections.disjoint(features, ignore), "ignore", ignore, "not contain a feature");
        check(Collections.disjoint(categorical, ignore), "ignore", ignore, "not contain a categorical feature");
        boolean isOther = weight != null
                && Stream.of(features, labels, categorical, ignore).anyMatch(columns -> columns.contains(weight));
        check(!isOther, "weight", String.valueOf(weight), "be no feature, label or ignored column");
    }

    /**
     * What is predicted: {@code targets}, or the one column {@code label} where there are none.
     *
     * @throws io.espalier.binding.InvalidValueException if both are named, or a target twice
     */
    static List<String> labels(String label, List<String> targets) {
        check(
                targets.isEmpty() || label.equals(USUAL_LABEL),
                "label",
                label,
                "be left out beside targets, which take its place");
        check(new HashSet<>(targets).size() == targets.size(), "targets", targets, "name each column once");
        return targets.isEmpty() ? List.of(label) : targets;
    }

    boolean isWeight(String column) {
        return column.equals(weight);
    }

    boolean isLabel(String column) {
        return labels.contains(column);
    }

    /** The features that are named, categorical ones included, each once. */
    List<String> named() {
        return Stream.concat(features.stream(), categorical.stream()).distinct().toList();
    }

    boolean takesAll() {
        return features.isEmpty();
    }

    boolean isIgnored(String column) {
        return ignore.contains(column);
    }

    boolean isCategorical(String column) {
        return categorical.contains(column);
    }

    /** @throws IOException if a column is not there that is named */
    void requireIn(Collection<String> columns) throws IOException {
        for (String label : labels) {
            require(label, columns);
        }
        for (String column : named()) {
            require(column, columns);
        }
        for (String column : ignore) {
            require(column, columns);
        }
        if (weight != null) {
            require(weight, columns);
        }
    }

    private static void require(String name, Collection<String> columns) throws IOException {
        if (!columns.contains(name)) {
            LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
            String closest = columns.stream()
                    .filter(candidate -> distance.apply(name, candidate) <= Math.max(1, name.length() / 2))
                    .min(Comparator.comparing(candidate -> distance.apply(name, candidate)))
                    .map(candidate -> "; did you mean " + candidate + "?")
                    .orElse("");
            throw new IOException("no column " + name + " (must be one of " + shown(columns)
                    + separator(columns).orElse(closest) + ")");
        }
    }

    /** What cells are separated by instead, where all of the header is one of them. */
    private static Optional<String> separator(Collection<String> columns) {
        return OTHER_SEPARATORS.entrySet().stream()
                .filter(other ->
                        columns.size() == 1 && columns.iterator().next().contains(other.getKey()))
                .findFirst()
                .map(other -> "; separator: \"" + other.getValue() + "\" takes the header apart");
    }

    private static String shown(Collection<String> columns) {
        String first = String.join(", ", columns.stream().limit(SHOWN).toList());
        return columns.size() <= SHOWN ? first : first + " and " + (columns.size() - SHOWN) + " more";
    }
}
