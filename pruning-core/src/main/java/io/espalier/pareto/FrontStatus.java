package io.espalier.pareto;

/** Whether a candidate is on the front of its sweep. */
public enum FrontStatus {
    /** No candidate dominates it. */
    FRONT,
    /** Off the front, but not worse than it beyond the noise of the seeds; see {@link SignificantDominance}. */
    TIED,
    /** A member of the front dominates it by more than noise. */
    DOMINATED
}
