package io.espalier.recipe;

import static io.espalier.schema.InvalidValueException.check;

import java.util.List;

/** Runs the steps {@code rounds} times; the end of every round is measured and is a row. */
public record Repeat(int rounds, List<Step> steps) implements Step {
    public Repeat {
        check(rounds >= 1, "rounds", rounds, "be at least 1");
        steps = List.copyOf(steps);
        check(!steps.isEmpty(), "steps", steps, "hold at least one step");
        for (Step step : steps) {
            check(!(step instanceof Repeat), "steps", "repeat", "not hold another repeat");
        }
    }
}
