package io.espalier.pareto;

/** Where a candidate stands to the front of its sweep. */
public enum Standing {
    /** No candidate dominates it. */
    FRONT,
    /** Off the front, but by no more than the seeds can tell; see {@link SignificantDominance}. */
    TIED,
    /** A member of the front dominates it beyond doubt of the seeds. */
    DOMINATED
}
