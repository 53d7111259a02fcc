package io.espalier.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps that made the last weights out of initial ones: a rewind goes back to those behind its label. */
public final class WeightHistory {
    private final Map<String, List<Step>> labelled = new HashMap<>(Map.of(Rewind.INIT, List.of()));
    private List<Step> steps = new ArrayList<>();

    private WeightHistory() {}

    /** @param recipe steps without repeat */
    public static List<Step> of(List<Step> recipe) {
        WeightHistory history = new WeightHistory();
        for (Step step : recipe) {
            step.trace(history);
            if (step.label() != null) {
                history.labelled.put(step.label(), List.copyOf(history.steps));
            }
        }
        return List.copyOf(history.steps);
    }

    /** The step goes on from the weights that it finds. */
    void add(Step step) {
        steps.add(step);
    }

    /** The weights begin anew. */
    void clear() {
        steps.clear();
    }

    /** The weights are those behind a label again. */
    void rewind(String label) {
        steps = new ArrayList<>(labelled.getOrDefault(label, List.of()));
    }
}
