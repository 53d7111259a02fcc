package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import io.espalier.data.FeatureColumn;
import io.espalier.data.Missing;
import java.util.List;
import java.util.Optional;

/** A column of levels, in a CSV file or elsewhere; a missing one has none. */
final class Levels implements CsvColumn {
    private static final String NONE = "\0";

    private final String name;
    private final Missing missing;
    private final TextCodes cells = new TextCodes();

    Levels(String name, Missing missing) {
        this.name = name;
        this.missing = missing;
    }

    @Override
    public void add(String cell, CellFaults.Place place) {
        cells.add(cell.isEmpty() || missing.covers(cell) ? NONE : cell);
    }

    private List<String> levels() {
        return cells.texts().stream()
                .filter(text -> !text.equals(NONE))
                .sorted()
                .toList();
    }

    @Override
    public ColumnUse use() {
        return ColumnUse.feature(name, levels().size() + " levels, one-hot");
    }

    @Override
    public Optional<TableFeature> feature() {
        List<String> levels = levels();
        int[] places = cells.places(levels, text -> text);
        FeatureColumn column = new FeatureColumn.Category(name, levels);
        return Optional.of(new TableFeature(column, row -> places[row] < 0 ? Double.NaN : places[row]));
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
