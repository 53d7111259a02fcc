package io.espalier.spark.data;

import io.espalier.data.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** The columns of a table that are predicted, in their order. */
final class LabelColumns {
    private final Targets.Kind kind;
    private final Map<String, LabelCells> columns = new LinkedHashMap<>();

    LabelColumns(Targets.Kind kind, List<String> names) {
        this.kind = kind;
        names.forEach(name -> columns.put(name, LabelCells.of(kind, name)));
    }

    /**
     * Of examples that are at hand.
     *
     * @throws IOException if a label is missing, or they cannot be learned
     */
    static Targets targets(Targets.Kind kind, List<String> names, List<? extends LabelledExample> examples)
            throws IOException {
        LabelColumns columns = new LabelColumns(kind, names);
        examples.forEach(columns::add);
        return columns.targets(name -> false);
    }

    private void add(LabelledExample example) {
        Iterator<String> labels = example.labels().iterator();
        for (LabelCells cells : columns.values()) {
            String cell = labels.next();
            if (cell.isEmpty()) {
                cells.addMissing(cell, example.place());
            } else {
                cells.add(cell, example.place());
            }
        }
    }

    boolean has(String name) {
        return columns.containsKey(name);
    }

    LabelCells cells(String name) {
        return Objects.requireNonNull(columns.get(name));
    }

    /**
     * What they are to the task.
     *
     * @param isText whether a column holds texts, even if these look like numbers
     * @throws IOException if a cell is missing, or they cannot be learned
     */
    Targets targets(Predicate<String> isText) throws IOException {
        List<Targets> targets = new ArrayList<>();
        for (Map.Entry<String, LabelCells> column : columns.entrySet()) {
            LabelCells cells = column.getValue();
            targets.add(isText.test(column.getKey()) ? cells.ofTexts() : cells.ofNumbersOrTexts());
        }
        return kind.beside(targets);
    }
}
