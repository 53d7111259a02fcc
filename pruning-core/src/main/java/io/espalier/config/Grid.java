package io.espalier.config;

import java.util.List;
import java.util.Map;

/** The open values of a sweep, in the file's order. */
record Grid(Map<String, Axis> axes) {
    private static final int MOST_POINTS = 1_000_000;

    /** Every combination, the last axis fastest. */
    List<Choice> choices(Problems problems) {
        List<Choice> choices = List.of(Choice.NONE);
        for (Map.Entry<String, Axis> axis : axes.entrySet()) {
            choices = choices.stream()
                    .flatMap(choice -> axis.getValue().extend(choice, axis.getKey()))
                    .limit(MOST_POINTS + 1L)
                    .toList();
        }
        if (choices.size() > MOST_POINTS) {
            problems.cannot("expand the grid: it has more than " + MOST_POINTS + " points");
            return List.of();
        }
        return choices;
    }
}
