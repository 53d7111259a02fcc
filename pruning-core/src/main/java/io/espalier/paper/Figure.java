package io.espalier.paper;

import static io.espalier.binding.InvalidValueException.check;

import org.jspecify.annotations.Nullable;

/**
 * One number of a paper, and how ours is read off the tables of the sweep.
 *
 * @param name name with its unit, as in {@code error at 95%, percent}
 * @param query a SELECT over the sweep's tables whose column {@code value} is one observation per row
 * @param expect range that counts as reproduced
 * @param paper the figure printed in the paper, if it can be quoted
 */
public record Figure(
        String name,
        String query,
        Expectation expect,
        @Nullable PaperValue paper) {
    /** The column that a query gives. */
    public static final String VALUE = "value";

    /** Whether the paper says it without a number that can be quoted. */
    public boolean isClaim() {
        return paper == null;
    }

    public Figure {
        check(!name.isBlank(), "name", "'" + name + "'", "say what is measured, with its unit");
        check(!query.isBlank(), "query", "'" + query + "'", "be a SELECT with one column, " + VALUE);
    }
}
