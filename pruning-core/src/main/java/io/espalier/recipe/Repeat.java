package io.espalier.recipe;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import java.util.List;

/**
 * Runs the steps {@code rounds} times; every round ends with a measurement, which is a row.
 *
 * @param rounds how many times the steps run
 * @param growth makes a regularization path: each round multiplies the strength of penalties, reparameterizations and
 *     projections by this factor and continues from the current weights
 * @param steps steps of a round; none of them a repeat
 */
public record Repeat(int rounds, @Default("1") double growth, List<Step> steps) implements Step {
    public Repeat {
        check(rounds >= 1 && rounds <= 10_000, "rounds", rounds, "be in 1..10000");
        check(growth > 0 && Double.isFinite(growth), "growth", growth, "be above 0");
        steps = List.copyOf(steps);
        check(!steps.isEmpty(), "steps", steps, "hold at least one step");
        for (Step step : steps) {
            check(!(step instanceof Repeat), "steps", "repeat", "not hold another repeat");
        }
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
