package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.data.DataSpec;
import io.espalier.network.NetworkFamily;
import io.espalier.pretrained.WeightsFile;
import io.espalier.recipe.Step;
import io.espalier.sweep.Point;
import io.espalier.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds the data, the network and the recipe of a file once for each choice of its grid. */
final class PointReader {
    private static final KeyPath RECIPE = KeyPath.ROOT.key("recipe");
    private final Binder binder;
    private final Problems problems;
    private final Task task;
    private final NetworkFiles files;
    private final List<BaselineReader.Bound> baselines = new ArrayList<>();
    private final ObjectNode template = JsonNodeFactory.instance.objectNode();
    private int mostPoints = SweepFile.MOST_POINTS;

    PointReader(
            Binder binder,
            Problems problems,
            NetworkFiles files,
            Task task,
            JsonNode data,
            JsonNode network,
            JsonNode weights,
            JsonNode recipe) {
        this.task = task;
        this.binder = binder;
        this.problems = problems;
        this.files = files;
        template.set("data", data);
        template.set("network", network);
        if (!weights.isMissingNode() && !weights.isNull()) {
            template.set("weights", weights);
        }
        template.set("recipe", recipe);
    }

    /** With points that fit these baselines, on all data that the other points have. */
    PointReader beside(List<BaselineReader.Bound> others) {
        baselines.addAll(others);
        return this;
    }

    /** With so many points at most. */
    PointReader atMost(int points) {
        mostPoints = points;
        return this;
    }

    /** The points that differ, in the grid's order. */
    List<Point> read(JsonNode grid) {
        Problems ofGrid = new Problems();
        Grid axes = new GridReader(binder, ofGrid).read(grid, Reference.in(template, KeyPath.ROOT));
        if (ofGrid.isEmpty()) {
            return readAll(axes.choices(mostPoints, problems));
        }
        problems.addAll(ofGrid);
        read(AxisSubstitution.ofHoles(problems).fill(template), "");
        return List.of();
    }

    private List<Point> readAll(List<AxisValues> choices) {
        Map<Object, Point> points = new LinkedHashMap<>();
        Map<DataSpec, Map<String, JsonNode>> data = new LinkedHashMap<>();
        for (AxisValues choice : choices) {
            AxisSubstitution filler = AxisSubstitution.of(choice, problems);
            JsonNode filled = filler.fill(template);
            Map<String, JsonNode> axes = choice.values();
            axes.replaceAll((axis, value) -> filler.fill(value));
            read(filled, Canonical.json(axes)).ifPresent(p -> {
                add(p, points);
                axes.keySet().retainAll(Reference.deciding(template.path("data"), choice));
                data.putIfAbsent(p.data(), axes);
            });
        }
        data.forEach((spec, axes) -> baselines.forEach(bound -> add(bound.on(spec, task, axes), points)));
        return List.copyOf(points.values());
    }

    private static void add(Point point, Map<Object, Point> points) {
        points.putIfAbsent(List.of(point.data(), point.network(), point.steps()), point);
    }

    /** With the weights of their own file, if the sweep names one. */
    private @Nullable NetworkFamily network(JsonNode filled) {
        NetworkFamily network =
                binder.bind(filled.path("network"), NetworkFamily.class, KeyPath.ROOT.key("network"), problems);
        if (!filled.has("weights")) {
            return network;
        }
        WeightsFile weights =
                binder.bind(filled.path("weights"), WeightsFile.class, KeyPath.ROOT.key("weights"), problems);
        return network == null || weights == null ? null : weights.of(network);
    }

    private Optional<Point> read(JsonNode filled, String axes) {
        files.resolve(filled, KeyPath.ROOT);
        DataSpec data = binder.bind(filled.path("data"), DataSpec.class, KeyPath.ROOT.key("data"), problems);
        NetworkFamily network = network(filled);
        JsonNode recipe = filled.path("recipe");
        List<Step> steps = binder.bindAll(recipe, Step.class, RECIPE, problems);
        if (recipe.isArray() && recipe.isEmpty()) {
            problems.invalid(RECIPE, recipe, "hold at least one step");
        } else if (steps.size() == recipe.size()) {
            new LabelCheck(problems).check(steps, RECIPE);
            new TaskCheck(task, problems).check(steps, RECIPE);
        }
        boolean whole = !steps.isEmpty() && steps.size() == recipe.size();
        return data == null || network == null || !whole
                ? Optional.empty()
                : Optional.of(new Point(axes, data, network, steps, task));
    }
}
