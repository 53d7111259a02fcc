package io.espalier.plan.tree;

import io.espalier.recipe.Measure;
import io.espalier.recipe.Repeat;
import io.espalier.recipe.Step;
import io.espalier.recipe.StepVisitor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places of a recipe that make a row: every {@link Measure}, the end of every round of a repeat, and the end. Each
 * is a trial of its own, whose steps are all that comes before, with repeats written out: so a ladder of rounds is a
 * chain of trials, and one of ten rounds is the beginning of one of twenty.
 */
public final class MeasurePoints implements StepVisitor {
    /** @param round the round of the repeat that ends here, from 1, or null */
    public record Place(List<Step> steps, @Nullable Integer round) {}

    private final List<Place> places = new ArrayList<>();
    private final List<Step> before = new ArrayList<>();

    private MeasurePoints() {}

    public static List<Place> of(List<Step> recipe) {
        MeasurePoints measurements = new MeasurePoints();
        recipe.forEach(step -> step.accept(measurements));
        measurements.measure(null);
        return List.copyOf(measurements.places);
    }

    @Override
    public void visit(Measure step) {
        measure(null);
    }

    @Override
    public void visit(Repeat repeat) {
        for (int round = 1; round <= repeat.rounds(); round++) {
            for (Step inner : repeat.steps()) {
                inner.inRound(round, repeat).accept(this);
            }
            measure(round);
        }
    }

    @Override
    public void other(Step step) {
        before.add(step);
    }

    /** A place that is there already, because nothing was done since, only learns its round. */
    private void measure(@Nullable Integer round) {
        Place last = places.isEmpty() ? null : places.get(places.size() - 1);
        if (last == null || last.steps().size() < before.size()) {
            places.add(new Place(List.copyOf(before), round));
        } else if (last.round() == null) {
            places.set(places.size() - 1, new Place(last.steps(), round));
        }
    }
}
