package io.espalier.spark.cli;

import io.espalier.result.TrialRow.State;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How many trials of a sweep ended in which way. */
record Ends(Map<State, Long> counts) {
    static Ends of(Collection<State> states) {
        return new Ends(states.stream()
                .collect(Collectors.groupingBy(s -> s, () -> new EnumMap<>(State.class), Collectors.counting())));
    }

    boolean anyCompleted() {
        return counts.containsKey(State.COMPLETED);
    }

    boolean allCompleted() {
        return counts.keySet().equals(Set.of(State.COMPLETED));
    }

    /** As in {@code 90 completed, 2 diverged, 4 timed out}. */
    String text() {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + words(count.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String words(State state) {
        return state == State.TIMEOUT
                ? "timed out"
                : state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
