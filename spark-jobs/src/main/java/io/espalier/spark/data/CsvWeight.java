package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import java.util.List;
import java.util.Optional;

/** The weight column of CSV files. */
record CsvWeight(WeightCells cells) implements CsvColumn {
    @Override
    public void add(String cell, CellFaults.Place place) {
        cells.add(cell, place);
    }

    @Override
    public ColumnUse use() {
        return ColumnUse.weight(cells.column());
    }

    @Override
    public Optional<TableFeature> feature() {
        return Optional.empty();
    }

    @Override
    public List<String> problems() {
        return cells.problems();
    }
}
