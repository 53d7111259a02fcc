package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.espalier.binding.Binder;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.binding.Suggestions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the grid, and checks that its axes and the references to them fit each other. */
final class GridReader {
    private static final KeyPath GRID = KeyPath.ROOT.key("grid");
    private final Binder binder;
    private final Problems problems;
    private final Map<String, Axis> axes = new LinkedHashMap<>();
    private final Map<String, List<Reference>> references = new LinkedHashMap<>();

    GridReader(Binder binder, Problems problems) {
        this.binder = binder;
        this.problems = problems;
    }

    /** @param uses the references to axes outside the grid */
    Grid read(JsonNode tree, List<Reference> uses) {
        if (!tree.isObject()) {
            problems.invalid(GRID, tree, "be an object with a list of values for each axis");
        }
        for (var field : tree.properties()) {
            readAxis(field.getKey(), field.getValue());
        }
        checkReferences(uses);
        checkCycles();
        return new Grid(axes);
    }

    private void readAxis(String name, JsonNode tree) {
        KeyPath path = GRID.key(name);
        JsonNode spelledOut =
                tree.isArray() ? JsonNodeFactory.instance.objectNode().set("values", tree) : tree;
        Axis axis = binder.bind(spelledOut, Axis.class, path, problems);
        references.put(name, Reference.in(tree, path));
        if (axis == null) {
            return;
        } else if (axis.values().isEmpty()) {
            problems.invalid(path, "[] (must hold at least one value)");
        }
        axis.when().forEach((other, condition) -> checkWhen(path.key("when"), other, condition));
        axes.put(name, axis);
    }

    private void checkWhen(KeyPath path, String other, JsonNode condition) {
        Axis above = axes.get(other);
        if (above == null) {
            String known = new Suggestions(axes.keySet()).insteadOf(other);
            problems.invalid(path.key(other), "unknown axis (must be defined above: " + known + ")");
            return;
        }
        for (JsonNode wanted : Axis.wanted(condition)) {
            if (above.values().stream().noneMatch(value -> Axis.matches(value, wanted))) {
                problems.invalid(path.key(other), wanted, "be a value of grid." + other);
            }
        }
    }

    private void checkReferences(List<Reference> uses) {
        List<Reference> all = new ArrayList<>(uses);
        references.values().forEach(all::addAll);
        Set<String> used = new HashSet<>();
        for (Reference reference : all) {
            used.add(reference.axis());
            if (!references.containsKey(reference.axis())) {
                String known = references.isEmpty()
                        ? ", which has none"
                        : ": " + new Suggestions(references.keySet()).insteadOf(reference.axis());
                problems.invalid(
                        reference.path(), "$" + reference.axis() + " (must name an axis of the grid" + known + ")");
            }
        }
        for (String name : references.keySet()) {
            if (!used.contains(name)) {
                problems.invalid(GRID.key(name), "unused (must be used somewhere as $" + name + ")");
            }
        }
    }

    private void checkCycles() {
        for (String name : references.keySet()) {
            if (reachable(name).contains(name)) {
                problems.invalid(GRID.key(name), "cyclic (must not refer to itself, directly or through other axes)");
            }
        }
    }

    private Set<String> reachable(String name) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            for (Reference reference : references.getOrDefault(open.pop(), List.of())) {
                if (reached.add(reference.axis())) {
                    open.push(reference.axis());
                }
            }
        }
        return reached;
    }
}
