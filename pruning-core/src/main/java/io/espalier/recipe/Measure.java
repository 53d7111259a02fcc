package io.espalier.recipe;

/** Writes a row for the network at this point. The end of a recipe and of each round of a repeat do so anyway. */
public record Measure() implements Step {
    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
