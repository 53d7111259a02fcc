package io.espalier.plan;

import java.util.LinkedHashSet;
import java.util.Set;

/** What was found of one recipe, each once, in the order found. */
final class Findings {
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> unreachable = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    Set<String> problems() {
        return problems;
    }

    /** Those of the problems that stop no other recipe. */
    Set<String> unreachable() {
        return unreachable;
    }

    Set<String> notes() {
        return notes;
    }

    boolean isReachable() {
        return unreachable.isEmpty();
    }

    void problem(String text) {
        problems.add(text);
    }

    /** A problem of this recipe alone. */
    void refuse(String text) {
        problems.add(text);
        unreachable.add(text);
    }

    void note(String text) {
        notes.add("Note " + text);
    }
}
