package io.espalier.spark.data;

import io.espalier.binding.InvalidValueException;
import io.espalier.data.ColumnUse;
import io.espalier.data.ExampleWeights;
import io.espalier.data.Examples;
import io.espalier.data.Missing;
import io.espalier.data.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A table of which every row is an example. */
record LabelledTable(Dataset<Row> table, TableColumns columns) {
    LabelledTable(Dataset<Row> table) {
        this(table, new TableColumns(table.schema()));
    }

    /**
     * The examples in the order of their content.
     *
     * @throws IOException if a column is missing or of another type, or rows are no examples of one kind
     */
    Examples examples(ColumnChoice choice, Missing missing, Targets.Kind kind) throws IOException {
        choice.requireIn(columns.names());
        List<String> numbers = numbers(choice);
        EncodedRows rows = EncodedRows.collect(table, texts(choice), features(numbers));
        RowFeatures features = RowFeatures.of(
                rows, numbers, numbers.stream().filter(columns::isVector).toList());
        List<String> empty = choice.takesAll() ? features.withoutValues() : List.of();
        if (rows.size() > 0 && !empty.isEmpty()) {
            return new LabelledTable(table, columns.without(empty, "no values")).examples(choice, missing, kind);
        }
        TableExamples.refuse(features.problems(missing, advice()));
        TableExamples.refuse(rounded(numbers));
        List<TableFeature> all = new ArrayList<>(features.features(missing));
        for (int i = 0; i < choice.categorical().size(); i++) {
            all.add(levels(
                    rows, choice.labels().size() + i, choice.categorical().get(i)));
        }
        return TableExamples.of(all, targets(rows, choice.labels(), kind), weights(rows, choice))
                .in(uses(choice, numbers));
    }

    /** @throws io.espalier.binding.InvalidValueException if texts are to be missing, which a column of numbers cannot hold */
    static void check(Missing missing) {
        InvalidValueException.check(
                missing instanceof Missing.Refused || missing.covers(""),
                "missing",
                missing,
                "be refused or mean: a cell is null here, or NaN");
    }

    private static @Nullable ExampleWeights weights(EncodedRows rows, ColumnChoice choice) throws IOException {
        if (choice.weight() == null) {
            return null;
        }
        WeightCells cells = new WeightCells(choice.weight());
        int text = choice.labels().size() + choice.categorical().size();
        for (int row = 0; row < rows.size(); row++) {
            String value = rows.text(row, text);
            cells.add(value == null ? "" : value, RowFeatures.placeOf(row));
        }
        TableExamples.refuse(cells.problems());
        return cells.weights();
    }

    /** What 64-bit integers lose as doubles. */
    private List<String> rounded(List<String> numbers) {
        Column[] counts =
                numbers.stream().map(columns::rounded).flatMap(Optional::stream).toArray(Column[]::new);
        if (counts.length == 0) {
            return List.of();
        }
        Row found = table.agg(counts[0], Arrays.copyOfRange(counts, 1, counts.length))
                .first();
        return Arrays.stream(found.schema().fieldNames())
                .filter(name -> found.<Long>getAs(name) > 0)
                .map(name -> "column " + name + " has whole numbers that doubles round, in " + found.<Long>getAs(name)
                        + " rows (if they are names and not amounts: categorical: [" + name + "] or ignore: [" + name
                        + "])")
                .toList();
    }

    private static RowFeatures.Advice advice() {
        return new RowFeatures.Advice(
                "missing: mean replaces them by the mean of the training part",
                "ignore: drops a column",
                "ignore: drops a column");
    }

    /** As they are named, or else all that can be features. */
    private List<String> numbers(ColumnChoice choice) {
        return choice.takesAll()
                ? columns.names().stream()
                        .filter(name -> whyIgnored(name, choice).isEmpty())
                        .filter(name -> !choice.isLabel(name) && !choice.isCategorical(name) && !choice.isWeight(name))
                        .toList()
                : choice.features().stream()
                        .filter(name -> !choice.isCategorical(name))
                        .toList();
    }

    /** Why a column is no feature that nobody named. */
    private Optional<String> whyIgnored(String name, ColumnChoice choice) {
        return choice.ignore().contains(name) ? Optional.of("as asked") : columns.whyNoFeature(name);
    }

    private List<Column> texts(ColumnChoice choice) throws IOException {
        List<Column> texts = new ArrayList<>();
        for (String label : choice.labels()) {
            texts.add(columns.label(label));
        }
        for (String level : choice.categorical()) {
            texts.add(columns.level(level));
        }
        if (choice.weight() != null) {
            texts.add(columns.weight(choice.weight()));
        }
        return texts;
    }

    private List<Column> features(List<String> names) throws IOException {
        List<Column> features = new ArrayList<>();
        for (String name : names) {
            features.add(columns.feature(name));
        }
        return features;
    }

    private Targets targets(EncodedRows rows, List<String> labels, Targets.Kind kind) throws IOException {
        LabelColumns cells = new LabelColumns(kind, labels);
        for (int i = 0; i < labels.size(); i++) {
            add(rows, i, cells.cells(labels.get(i)));
        }
        return cells.targets(columns::isText);
    }

    private static void add(EncodedRows rows, int text, LabelCells cells) {
        for (int row = 0; row < rows.size(); row++) {
            String value = rows.text(row, text);
            if (value == null) {
                cells.addMissing("", RowFeatures.placeOf(row));
            } else {
                cells.add(value, RowFeatures.placeOf(row));
            }
        }
    }

    private static TableFeature levels(EncodedRows rows, int text, String name) {
        Levels levels = new Levels(name, new Missing.Refused());
        IntStream.range(0, rows.size()).forEach(row -> {
            String value = rows.text(row, text);
            levels.add(value == null ? "" : value, RowFeatures.placeOf(row));
        });
        return levels.feature().orElseThrow();
    }

    private List<ColumnUse> uses(ColumnChoice choice, List<String> numbers) {
        return columns.names().stream().map(name -> use(name, choice, numbers)).toList();
    }

    private ColumnUse use(String name, ColumnChoice choice, List<String> numbers) {
        if (choice.isLabel(name)) {
            return ColumnUse.label(name, "");
        } else if (choice.isWeight(name)) {
            return ColumnUse.weight(name);
        } else if (choice.isCategorical(name)) {
            return ColumnUse.feature(name, "levels, one-hot");
        } else if (numbers.contains(name)) {
            return ColumnUse.feature(name, columns.isTruth(name) ? "false is 0, true is 1" : "");
        }
        return ColumnUse.ignored(name, whyIgnored(name, choice).orElse("not among features"));
    }
}
