package io.espalier.recipe;

/** What is done with a step of each kind; with those that it does not name, all the same. */
public interface StepVisitor {
    default void visit(Train step) {
        other(step);
    }

    default void visit(Fit step) {
        other(step);
    }

    default void visit(Prune step) {
        other(step);
    }

    default void visit(Threshold step) {
        other(step);
    }

    default void visit(Rewind step) {
        other(step);
    }

    default void visit(Reinitialize step) {
        other(step);
    }

    default void visit(Shrink step) {
        other(step);
    }

    default void visit(Recalibrate step) {
        other(step);
    }

    default void visit(Encode step) {
        other(step);
    }

    default void visit(Reconstruct step) {
        other(step);
    }

    default void visit(Measure step) {
        other(step);
    }

    default void visit(Repeat step) {
        other(step);
    }

    /** Any step that has no method of its own. */
    void other(Step step);
}
