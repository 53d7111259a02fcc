package io.espalier.spark.report;

import io.espalier.binding.Canonical;
import io.espalier.data.ColumnUse;
import io.espalier.data.ColumnUse.Role;
import io.espalier.data.DataSpec;
import io.espalier.data.Labels;
import io.espalier.data.Preparation;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What became of every column of the tables that a sweep learns from, as lines of text. */
public final class DataText {
    private static final int COLUMNS = 20;
    private static final int CLASSES = 10;
    private static final Width NAME = new Width(60);

    private DataText() {}

    /** Nothing of data that are no tables. Tables that are read alike are told once. */
    public static List<String> of(Map<DataSpec, Splits> data, Width width) {
        Map<String, List<String>> told = new LinkedHashMap<>();
        data.forEach((spec, splits) -> {
            if (!splits.preparation().uses().isEmpty()) {
                told.putIfAbsent(Canonical.json(spec.source()), lines(splits));
            }
        });
        List<String> lines = new ArrayList<>();
        told.forEach((source, ofOne) -> {
            lines.add("data      " + source);
            lines.addAll(ofOne);
            lines.add("");
        });
        return lines.stream().flatMap(line -> width.wrap(line).stream()).toList();
    }

    private static List<String> lines(Splits splits) {
        Preparation preparation = splits.preparation();
        List<String> lines = new ArrayList<>();
        lines.add("features  " + columns(preparation, Role.FEATURE));
        lines.add("label     " + columns(preparation, Role.LABEL) + ": "
                + targets(splits.train().targets(), preparation));
        if (preparation.uses().stream().anyMatch(use -> use.role() == Role.WEIGHT)) {
            lines.add("weight    " + columns(preparation, Role.WEIGHT)
                    + ": of the training loss; scores are not weighted");
        }
        lines.add("ignored   " + columns(preparation, Role.IGNORED));
        return lines;
    }

    private static String columns(Preparation preparation, Role role) {
        List<String> columns = preparation.uses().stream()
                .filter(use -> use.role() == role)
                .map(DataText::column)
                .toList();
        return columns.isEmpty() ? "none" : capped(columns, COLUMNS);
    }

    private static String column(ColumnUse use) {
        String name = name(use.column());
        return use.note().isEmpty() ? name : name + " (" + use.note() + ")";
    }

    private static String name(String given) {
        return NAME.cut(OneLine.of(given));
    }

    private static String targets(Targets targets, Preparation preparation) {
        List<String> names = targets.names();
        if (names.equals(preparation.uses().stream()
                .filter(use -> use.role() == Role.LABEL)
                .map(ColumnUse::column)
                .toList())) {
            return targets.toString();
        }
        return targets + ", "
                + (names.equals(Labels.indices(names.size()).names()) ? "0 to " + (names.size() - 1) : mapping(names));
    }

    private static String mapping(List<String> names) {
        List<String> pairs = IntStream.range(0, names.size())
                .mapToObj(label -> label + " is " + name(names.get(label)))
                .toList();
        return capped(pairs, CLASSES);
    }

    private static String capped(List<String> all, int shown) {
        String first = all.stream().limit(shown).collect(Collectors.joining(", "));
        return all.size() <= shown ? first : first + " and " + (all.size() - shown) + " more";
    }
}
