package io.espalier.spark.data;

import io.espalier.data.Targets;
import java.io.IOException;

/** One label column of a table: it is given its cells row by row, then asked what they are to the task. */
sealed interface LabelCells permits LabelValues, LabelIndicators, TargetNumbers {
    /** For labels that are targets of a kind. */
    static LabelCells of(Targets.Kind kind, String column) {
        return switch (kind) {
            case CLASSES -> new LabelValues(column);
            case LABELS -> new LabelIndicators(column);
            case VALUES -> new TargetNumbers(column);
            case SEQUENCES ->
                throw new IllegalArgumentException(
                        "its column " + column + " has no token at each step (source: corpus or arrays can have)");
        };
    }

    void add(String cell, CellFaults.Place place);

    void addMissing(String cell, CellFaults.Place place);

    /**
     * Of cells that may be numbers.
     *
     * @throws IOException if a cell is missing, or they cannot be learned
     */
    Targets ofNumbersOrTexts() throws IOException;

    /** Of texts, whether these look like numbers or not; the same exceptions. */
    Targets ofTexts() throws IOException;
}
