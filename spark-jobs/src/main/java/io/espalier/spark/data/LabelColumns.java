package io.espalier.spark.data;

import io.espalier.data.Targets;
import java.io.IOException;
import java.util.ArrayList;
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
