package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import java.util.List;
import java.util.Optional;

/** One column of CSV files: it is given its cells one after the other, then asked what it is. */
interface CsvColumn {
    void add(String cell, CellFaults.Place place);

    ColumnUse use();

    /** Nothing where the column is none. */
    Optional<TableFeature> feature();

    /** All that keeps a table with this column from being read. */
    List<String> problems();

    /** A column that is no feature. */
    record NoFeature(ColumnUse use) implements CsvColumn {
        @Override
        public void add(String cell, CellFaults.Place place) {}

        @Override
        public Optional<TableFeature> feature() {
            return Optional.empty();
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    }

    /** A column that nobody named: a feature if it holds numbers. */
    record Unnamed(CsvNumbers numbers) implements CsvColumn {
        @Override
        public void add(String cell, CellFaults.Place place) {
            numbers.add(cell, place);
        }

        @Override
        public ColumnUse use() {
            return numbers.whyNoNumbers()
                    .map(why -> ColumnUse.ignored(numbers.name(), why))
                    .orElseGet(numbers::use);
        }

        @Override
        public Optional<TableFeature> feature() {
            return numbers.whyNoNumbers().isPresent() ? Optional.empty() : numbers.feature();
        }

        @Override
        public List<String> problems() {
            return numbers.whyNoNumbers().isPresent() ? List.of() : numbers.problems();
        }
    }
}
