package io.espalier.data;

/**
 * What becomes of one column of a table.
 *
 * @param note what it is turned into, or why it is left out; empty where there is nothing to say
 */
public record ColumnUse(String column, Role role, String note) {
    public enum Role {
        FEATURE,
        LABEL,
        WEIGHT,
        IGNORED
    }

    public static ColumnUse feature(String column, String note) {
        return new ColumnUse(column, Role.FEATURE, note);
    }

    public static ColumnUse label(String column, String note) {
        return new ColumnUse(column, Role.LABEL, note);
    }

    public static ColumnUse weight(String column) {
        return new ColumnUse(column, Role.WEIGHT, "");
    }

    public static ColumnUse ignored(String column, String why) {
        return new ColumnUse(column, Role.IGNORED, why);
    }
}
