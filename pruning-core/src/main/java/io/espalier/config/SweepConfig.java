package io.espalier.config;

import io.espalier.paper.Paper;
import io.espalier.pareto.Objective;
import io.espalier.recipe.Control;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as its YAML file describes it: every point, with every seed, is a trial.
 *
 * @param name safe as the name of a folder
 * @param points in the grid's order, each one once
 * @param paper what its results are held against; null where they stand for themselves
 */
public record SweepConfig(
        String name,
        List<Point> points,
        List<Long> seeds,
        List<Control> controls,
        List<Objective> objectives,
        @Nullable Paper paper) {
    public SweepConfig {
        points = List.copyOf(points);
        seeds = List.copyOf(seeds);
        controls = List.copyOf(controls);
        objectives = List.copyOf(objectives);
    }

    /**
     * Reads a file.
     *
     * @param settings changes to make first, as in {@code grid.sparsity=[0.5, 0.9]} or {@code recipe[1].prune.rounds=3}
     * @throws ConfigException with all that is wrong in the file or the settings
     */
    public static SweepConfig load(Path file, List<String> settings) {
        Problems problems = new Problems();
        SweepReader reader = new SweepReader(Binder.ofContext(), problems);
        return problems.valueOrThrow(reader.read(file, settings), file.toString());
    }
}
