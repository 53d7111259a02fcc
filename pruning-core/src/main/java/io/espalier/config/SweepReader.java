package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.Component;
import io.espalier.binding.ConfigOverride;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.binding.RecordSchema;
import io.espalier.binding.Variant;
import io.espalier.binding.Yaml;
import io.espalier.data.DatasetSource;
import io.espalier.metric.Metric;
import io.espalier.paper.Paper;
import io.espalier.pareto.Objective;
import io.espalier.storage.StoredFile;
import io.espalier.sweep.Control;
import io.espalier.sweep.Limits;
import io.espalier.sweep.Point;
import io.espalier.sweep.SweepConfig;
import io.espalier.task.Classification;
import io.espalier.task.Task;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a sweep's file one after the other, so that a mistake in one hides none in the next. */
final class SweepReader {
    private static final List<String> KEYS = RecordSchema.of(SweepKeys.class).components().stream()
            .map(Component::key)
            .toList();
    private static final long MOST_BYTES = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private final Binder binder;
    private final Problems problems;
    private final int mostPoints;

    SweepReader(Binder binder, Problems problems, int mostPoints) {
        this.binder = binder;
        this.problems = problems;
        this.mostPoints = mostPoints;
    }

    /** Null if there is no sweep in the file; {@code problems} say why. */
    @Nullable
    SweepConfig read(StoredFile file, List<String> settings) {
        String text = text(file);
        JsonNode tree = text == null ? missing() : Yaml.read(text, file.toString(), problems);
        if (tree.isObject()) {
            settings.forEach(setting -> ConfigOverride.apply(setting, tree, problems));
            return read(tree, new NetworkFiles(folderOf(file.toString()), problems));
        } else if (!tree.isMissingNode()) {
            problems.cannot("read " + file + ": it must be an object with the keys " + String.join(", ", KEYS));
        }
        return null;
    }

    /** The same of a text; its examples come from {@code data}. */
    @Nullable
    SweepConfig read(String text, String source, DatasetSource data) {
        JsonNode tree = Yaml.read(text, source, problems);
        if (tree instanceof ObjectNode sweep) {
            give(sweep, data);
            return read(sweep, new NetworkFiles("", problems));
        } else if (!tree.isMissingNode()) {
            problems.cannot("read " + source + ": it must be an object with the keys " + String.join(", ", KEYS));
        }
        return null;
    }

    private void give(ObjectNode sweep, DatasetSource data) {
        ObjectNode spec = sweep.get("data") instanceof ObjectNode given ? given : sweep.putObject("data");
        if (spec.has("source")) {
            problems.invalid(
                    KeyPath.ROOT.key("data").key("source"), spec.get("source"), "be omitted: the rows are given");
        }
        Yaml.read(Canonical.json(data), "data", problems).properties().forEach(f -> spec.set(f.getKey(), f.getValue()));
    }

    private static String folderOf(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    private @Nullable SweepConfig read(JsonNode tree, NetworkFiles files) {
        for (var field : tree.properties()) {
            if (!KEYS.contains(field.getKey())) {
                problems.unknownKey(KeyPath.ROOT, field.getKey(), KEYS);
            }
        }
        files.resolve(tree, KeyPath.ROOT);
        String name = readName(required(tree, "name"));
        Task task = readTask(tree.path("task"));
        List<Point> points = new PointReader(
                        binder,
                        problems,
                        files,
                        task,
                        required(tree, "data"),
                        required(tree, "network"),
                        tree.path("weights"),
                        required(tree, "recipe"))
                .beside(readBaselines(tree, task))
                .atMost(mostPoints)
                .read(tree.hasNonNull("grid") ? tree.get("grid") : JsonNodeFactory.instance.objectNode());
        List<Long> seeds = readSeeds(required(tree, "seeds"));
        List<Control> controls =
                tree.hasNonNull("controls") ? readControls(tree.get("controls")) : List.of(Control.values());
        List<Metric> metrics = tree.hasNonNull("metrics") ? readMetrics(tree.get("metrics")) : List.of();
        List<Objective> objectives =
                new ObjectiveReader(binder, problems).read(required(tree, "objectives"), metrics, task);
        Limits limits = tree.hasNonNull("limits")
                ? binder.bind(tree.get("limits"), Limits.class, KeyPath.ROOT.key("limits"), problems)
                : Limits.NONE;
        Paper paper = tree.hasNonNull("paper")
                ? binder.bind(tree.get("paper"), Paper.class, KeyPath.ROOT.key("paper"), problems)
                : null;
        return name == null || limits == null
                ? null
                : new SweepConfig(name, points, seeds, controls, objectives, metrics, limits, paper);
    }

    /** A classification where there is none, or none that can be read. */
    private Task readTask(JsonNode tree) {
        Task task = tree.isMissingNode() || tree.isNull()
                ? null
                : binder.bind(tree, Task.class, KeyPath.ROOT.key("task"), problems);
        return task == null ? new Classification() : task;
    }

    private JsonNode required(JsonNode tree, String key) {
        if (tree.hasNonNull(key)) {
            return tree.get(key);
        }
        problems.invalid(KeyPath.ROOT.key(key), "missing (must be given)");
        return missing();
    }

    private @Nullable String readName(JsonNode tree) {
        KeyPath path = KeyPath.ROOT.key("name");
        String name = binder.bind(tree, String.class, path, problems);
        if (name != null && !NAME.matcher(name).matches()) {
            problems.invalid(
                    path, tree, "be at most 64 lower-case letters, digits and hyphens, not starting with a hyphen");
        }
        return name;
    }

    private List<Long> readSeeds(JsonNode tree) {
        KeyPath path = KeyPath.ROOT.key("seeds");
        List<Long> seeds = binder.bindAll(tree, Long.class, path, problems);
        Set<Long> distinct = new HashSet<>();
        for (int i = 0; i < seeds.size(); i++) {
            if (!distinct.add(seeds.get(i))) {
                problems.invalid(path.index(i), seeds.get(i) + " (must not repeat an earlier seed)");
            }
        }
        if (tree.isArray() && tree.isEmpty()) {
            problems.invalid(path, tree, "hold at least one seed");
        }
        return seeds;
    }

    private List<BaselineReader.Bound> readBaselines(JsonNode tree, Task task) {
        return tree.hasNonNull("baselines")
                ? new BaselineReader(binder, problems, task).read(tree.get("baselines"))
                : List.of();
    }

    private List<Control> readControls(JsonNode tree) {
        return binder.bindAll(tree, Control.class, KeyPath.ROOT.key("controls"), problems).stream()
                .distinct()
                .toList();
    }

    /** Two of a name would find numbers of the same name. */
    private List<Metric> readMetrics(JsonNode tree) {
        KeyPath path = KeyPath.ROOT.key("metrics");
        List<Metric> metrics = binder.bindAll(tree, Metric.class, path, problems);
        Set<String> names = new HashSet<>();
        for (Metric metric : metrics) {
            String name = Variant.nameOf(metric);
            if (!names.add(name)) {
                problems.invalid(path, name + " (must not be repeated)");
            }
        }
        return metrics;
    }

    private @Nullable String text(StoredFile file) {
        try {
            OptionalLong size = file.size();
            if (size.isEmpty()) {
                problems.cannot("read " + file + ": no such file");
            } else if (size.getAsLong() > MOST_BYTES) {
                problems.cannot("read " + file + ": it has " + size.getAsLong() + " bytes (must be at most "
                        + MOST_BYTES + ")");
            } else {
                return file.text();
            }
        } catch (CharacterCodingException e) {
            problems.cannot("read " + file + ": it is not UTF-8 text");
        } catch (IOException e) {
            problems.cannot(String.valueOf(e.getMessage()).replaceFirst("^Cannot ", ""));
        }
        return null;
    }

    private static JsonNode missing() {
        return MissingNode.getInstance();
    }
}
