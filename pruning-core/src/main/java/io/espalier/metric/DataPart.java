package io.espalier.metric;

import java.util.Locale;
import java.util.Optional;

/** A part of the data that networks are scored on: columns of its scores begin with its name. */
public enum DataPart {
    TRAINING,
    VALIDATION,
    TEST;

    private final String prefix = name().toLowerCase(Locale.ROOT) + "_";

    /** The column of a score, as in {@code validation_macro_f1}. */
    public String column(Score score) {
        return prefix + score.column();
    }

    /** The score whose column on this part it is; empty if there is none. */
    public Optional<Score> score(String column) {
        return Score.registered().stream()
                .filter(score -> column(score).equals(column))
                .findFirst();
    }

    /** Whether a column is one of this part. */
    public boolean has(String column) {
        return column.startsWith(prefix);
    }

    /** Whether a column tells of this part, as {@code last_validation_error} also does. */
    public boolean isIn(String column) {
        return column.contains(prefix);
    }

    /** The column that tells of this part what another tells of its own. */
    public String like(String column, DataPart other) {
        return other.has(column) ? prefix + column.substring(other.prefix.length()) : column;
    }
}
