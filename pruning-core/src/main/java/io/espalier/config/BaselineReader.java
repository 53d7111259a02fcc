package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.espalier.baseline.Baseline;
import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.binding.Variant;
import io.espalier.data.DataSpec;
import io.espalier.recipe.Fit;
import io.espalier.sweep.Point;
import io.espalier.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the baselines of a file. A list where one value is due stands for a baseline with each of its values: a path of
 * penalties is {@code reg-param: [0.1, 0.01]}.
 */
record BaselineReader(Binder binder, Problems problems, Task task) {
    private static final KeyPath BASELINES = KeyPath.ROOT.key("baselines");
    private static final String AXIS = "baseline";

    /** @param axes its name, and the values that the file gives it */
    record Bound(Baseline baseline, Map<String, JsonNode> axes) {
        /** The point that fits it; {@code others} are the axes that the data hang on. */
        Point on(DataSpec data, Task task, Map<String, JsonNode> others) {
            Map<String, JsonNode> all = new TreeMap<>(others);
            all.putAll(axes);
            return new Point(Canonical.json(all), data, baseline.network(), List.of(new Fit(baseline, null)), task);
        }
    }

    List<Bound> read(JsonNode tree) {
        List<Bound> bound = new ArrayList<>();
        if (!tree.isArray()) {
            problems.invalid(BASELINES, tree, "be a list");
        }
        for (int i = 0; tree.isArray() && i < tree.size(); i++) {
            KeyPath path = BASELINES.index(i);
            spread(tree.get(i)).forEach(one -> bind(one, path, bound));
        }
        return bound;
    }

    private void bind(JsonNode tree, KeyPath path, List<Bound> bound) {
        Baseline baseline = binder.bind(tree, Baseline.class, path, problems);
        if (baseline != null) {
            new TaskCheck(task, problems).check(baseline, path);
            Map<String, JsonNode> axes = new TreeMap<>();
            tree.path(Variant.nameOf(baseline)).properties().forEach(f -> axes.put(f.getKey(), f.getValue()));
            axes.put(AXIS, TextNode.valueOf(Variant.nameOf(baseline)));
            bound.add(new Bound(baseline, axes));
        }
    }

    /** Every combination of the values that are listed, the last key fastest. */
    private List<JsonNode> spread(JsonNode tree) {
        List<JsonNode> all = List.of(tree);
        for (var variant : tree.properties()) {
            for (var field : variant.getValue().properties()) {
                if (field.getValue().isArray() && !binder.takesList(Baseline.class, variant.getKey(), field.getKey())) {
                    all = all.stream()
                            .flatMap(one -> with(one, variant.getKey(), field.getKey(), field.getValue()).stream())
                            .toList();
                }
            }
        }
        return all;
    }

    private static List<JsonNode> with(JsonNode tree, String variant, String key, JsonNode values) {
        List<JsonNode> each = new ArrayList<>();
        for (JsonNode value : values) {
            JsonNode one = tree.deepCopy();
            ((ObjectNode) one.get(variant)).set(key, value);
            each.add(one);
        }
        return each;
    }
}
