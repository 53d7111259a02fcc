package io.espalier.paper;

import static io.espalier.binding.InvalidValueException.check;

/**
 * A figure as a paper prints it.
 *
 * @param value the printed number
 * @param source where it was read, with its tag, as in {@code [V] Table 1}; a figure from memory, {@code [M]}, cannot be
 *     quoted
 */
public record PaperValue(double value, String source) {
    public PaperValue {
        check(!source.isBlank(), "source", "'" + source + "'", "name where the figure was read");
        check(!source.contains("[M"), "source", source, "be a source that was read: do not quote figures from memory");
    }
}
