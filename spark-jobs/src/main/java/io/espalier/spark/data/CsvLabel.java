package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import io.espalier.data.Missing;
import java.util.List;
import java.util.Optional;

/** The label column of CSV files. */
record CsvLabel(String name, Missing missing, LabelCells values) implements CsvColumn {
    @Override
    public void add(String cell, CellFaults.Place place) {
        if (cell.isEmpty() || missing.covers(cell)) {
            values.addMissing(cell, place);
        } else {
            values.add(cell, place);
        }
    }

    @Override
    public ColumnUse use() {
        return ColumnUse.label(name, "");
    }

    @Override
    public Optional<TableFeature> feature() {
        return Optional.empty();
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
