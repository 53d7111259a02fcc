package io.espalier.spark.data;

import static io.espalier.spark.data.TableExamples.require;

import io.espalier.data.ColumnUse;
import io.espalier.data.Examples;
import io.espalier.data.Missing;
import io.espalier.data.Targets;
import io.espalier.data.format.CsvReader;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What CSV files hold, column by column. */
final class CsvContent {
    private final ColumnChoice choice;
    private final Missing missing;
    private final LabelColumns labels;
    private final @Nullable WeightCells weight;
    private final Map<String, CsvColumn> columns = new LinkedHashMap<>();

    /** @throws IOException if two columns share a name, or one is not there that is named */
    CsvContent(ColumnChoice choice, Missing missing, Targets.Kind targets, List<String> header) throws IOException {
        this.choice = choice;
        this.missing = missing;
        this.labels = new LabelColumns(targets, choice.labels());
        this.weight = choice.weight() == null ? null : new WeightCells(choice.weight());
        choice.requireIn(header);
        for (String name : header) {
            require(columns.put(name, column(name)) == null, "two columns are called " + name);
        }
    }

    private CsvColumn column(String name) {
        if (labels.has(name)) {
            return new CsvLabel(name, missing, labels.cells(name));
        } else if (weight != null && choice.isWeight(name)) {
            return new CsvWeight(weight);
        } else if (choice.isCategorical(name)) {
            return new Levels(name, missing);
        } else if (choice.features().contains(name)) {
            return new CsvNumbers(name, missing);
        } else if (choice.takesAll() && !choice.ignore().contains(name)) {
            return new CsvColumn.Unnamed(new CsvNumbers(name, missing));
        }
        return new CsvColumn.NoFeature(ColumnUse.ignored(name, choice.takesAll() ? "as asked" : "not among features"));
    }

    List<String> header() {
        return List.copyOf(columns.keySet());
    }

    /** Adds all rows that a reader has left. */
    void addAll(CsvReader reader) throws IOException {
        for (List<String> row = reader.next(); row != null; row = reader.next()) {
            add(row, reader);
        }
    }

    /** Adds the row that a reader has given. */
    void add(List<String> row, CsvReader reader) {
        int line = reader.line();
        CellFaults.Place place = () -> reader.file() + ", line " + line;
        Iterator<String> cells = row.iterator();
        columns.values().forEach(column -> column.add(cells.next(), place));
    }

    /** @throws IOException if a feature is none, a label is missing, or there is nothing to learn from */
    Examples examples() throws IOException {
        TableExamples.refuse(columns.values().stream()
                .flatMap(column -> column.problems().stream())
                .toList());
        return TableExamples.of(features(), labels.targets(name -> false), weight == null ? null : weight.weights())
                .in(uses());
    }

    /** As they are named, or else in the order of the table. */
    private List<TableFeature> features() {
        Collection<CsvColumn> taken = choice.takesAll()
                ? columns.values()
                : choice.named().stream()
                        .map(name -> Objects.requireNonNull(columns.get(name)))
                        .toList();
        return taken.stream().map(CsvColumn::feature).flatMap(Optional::stream).toList();
    }

    private List<ColumnUse> uses() {
        return columns.values().stream().map(CsvColumn::use).toList();
    }
}
