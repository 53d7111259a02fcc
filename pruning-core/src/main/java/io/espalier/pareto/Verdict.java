package io.espalier.pareto;

/** How a candidate stands against one of its controls. */
public enum Verdict {
    /** Its validation error is significantly less. */
    BEATS,
    /** No significant difference: the seeds at hand do not tell the two apart. */
    TIES,
    /** Its validation error is significantly more. */
    LOSES,
    /** Fewer than two seeds completed on both sides, so there is nothing to test. */
    UNTESTED
}
