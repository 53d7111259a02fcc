package io.espalier.spark.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A column of texts and those of labels. */
final class TextRows implements PartFiles.Rows {
    private final String text;
    private final List<String> labels;
    private final List<LabelledText> texts = new ArrayList<>();
    private final CellFaults empty = new CellFaults();
    private ColumnPlaces columns = new ColumnPlaces(Map.of());

    TextRows(String text, List<String> labels) {
        this.text = text;
        this.labels = labels;
    }

    @Override
    public void begin(List<String> header) throws IOException {
        columns = ColumnPlaces.of(header);
        columns.require(labels);
        columns.require(List.of(text));
    }

    @Override
    public void add(List<String> cells, CellFaults.Place place) {
        String cell = columns.cell(cells, text);
        if (cell.isBlank()) {
            empty.add("", place);
        }
        texts.add(new LabelledText(place, cell, columns.cells(cells, labels)));
    }

    ColumnPlaces columns() {
        return columns;
    }

    List<LabelledText> texts() {
        return texts;
    }

    /** @throws IOException if there are no texts, or some are empty */
    void check() throws IOException {
        TableExamples.require(
                empty.count() == 0,
                "column " + text + " has " + empty.describe("empty text", "empty texts")
                        + " (must be a text in every row)");
        TableExamples.require(!texts.isEmpty(), "it has no rows");
    }
}
