package io.espalier.spark.report;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.metric.PrunePotential;
import io.espalier.metric.PrunePotential.Rung;
import io.espalier.spark.table.DuckDb;
import io.espalier.spark.table.SweepSql;
import io.espalier.stats.Estimate;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The prune potential of each family of a sweep at each level of noise, from its noise curves. A family is a ladder: the
 * candidates that differ in nothing but the axis that sets the sparsity, the round of a repeat, and the seed.
 *
 * @param delta how much the error may rise above the dense parent's, as a fraction
 * @param part of the data
 */
public record PotentialReport(double delta, String part, List<Family> families) {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUNGS = """
            SELECT t.axes, n.settings, t.seed, n.level, 1 - t.nonzeros / t.parameters AS sparsity,
                   n.value - d.value AS rise
            FROM trials t JOIN metrics n USING (trial_id) JOIN metrics d USING (trial_id, settings, part, level)
            WHERE t.control IS NULL AND n.name = 'noise_error' AND d.name = 'dense_noise_error'
              AND part = '%s' AND d.value IS NOT NULL
            ORDER BY ALL
            """;

    /**
     * One ladder.
     *
     * @param axes that it has in common
     * @param settings of the noise, as JSON
     */
    public record Family(Map<String, Object> axes, String settings, List<Potential> potentials) {
        public Family {
            potentials = List.copyOf(potentials);
        }
    }

    /**
     * At one level of noise.
     *
     * @param sparsity the fraction of all parameters that can go, over seeds
     * @param loss how much of it is lost against the lowest level, seed by seed
     */
    public record Potential(double level, Estimate sparsity, Estimate loss) {}

    private record Ladder(Map<String, Object> axes, String settings) {}

    public PotentialReport {
        families = List.copyOf(families);
    }

    /**
     * Reads the tables of a sweep.
     *
     * @param along the axis that sets the sparsity; null for {@code sparsity} where there is one
     * @throws io.espalier.binding.InvalidValueException if there is no such axis
     * @throws ReportException if no trial with a dense parent has a noise curve
     */
    public static PotentialReport of(Storage out, double delta, String part, @Nullable String along)
            throws IOException {
        List<List<@Nullable Object>> rows = rows(out, part);
        if (rows.isEmpty()) {
            throw new ReportException(
                    "Cannot find a prune potential: no pruned trial has a noise curve (metrics: [noise-curve])", null);
        }
        String axis = along == null ? "sparsity" : along;
        Map<Ladder, SortedMap<Double, SortedMap<Long, List<Rung>>>> ladders = new LinkedHashMap<>();
        for (List<@Nullable Object> row : rows) {
            Map<String, Object> axes = axes(String.valueOf(row.get(0)));
            check(
                    axes.remove(axis) != null || along == null,
                    "along",
                    axis,
                    "be an axis of the grid; available: " + axes.keySet());
            ladders.computeIfAbsent(new Ladder(axes, String.valueOf(row.get(1))), key -> new TreeMap<>())
                    .computeIfAbsent(number(row.get(3)), level -> new TreeMap<>())
                    .computeIfAbsent((long) number(row.get(2)), seed -> new ArrayList<>())
                    .add(new Rung(number(row.get(4)), number(row.get(5))));
        }
        List<Family> families = new ArrayList<>();
        ladders.forEach((ladder, levels) ->
                families.add(new Family(ladder.axes(), ladder.settings(), potentials(levels, delta))));
        return new PotentialReport(delta, part, families);
    }

    private static List<List<@Nullable Object>> rows(Storage out, String part) throws IOException {
        try (SweepSql sql = SweepSql.open(out)) {
            return sql.query(RUNGS.formatted(part)).rows();
        } catch (SQLException e) {
            throw new ReportException("Cannot read metrics: " + DuckDb.reason(e), e);
        }
    }

    private static List<Potential> potentials(SortedMap<Double, SortedMap<Long, List<Rung>>> levels, double delta) {
        List<Potential> potentials = new ArrayList<>();
        Map<Long, Double> lowest = new TreeMap<>();
        levels.forEach((level, seeds) -> {
            Map<Long, Double> here = bySeed(seeds, delta);
            here.forEach(lowest::putIfAbsent);
            List<Double> losses = new ArrayList<>();
            here.forEach((seed, sparsity) -> losses.add(lowest.getOrDefault(seed, sparsity) - sparsity));
            potentials.add(new Potential(level, Estimate.of(here.values()), Estimate.of(losses)));
        });
        return potentials;
    }

    private static SortedMap<Long, Double> bySeed(SortedMap<Long, List<Rung>> seeds, double delta) {
        SortedMap<Long, Double> potentials = new TreeMap<>();
        seeds.forEach((seed, ladder) -> potentials.put(seed, PrunePotential.of(ladder, delta)));
        return potentials;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static Map<String, Object> axes(String json) {
        try {
            return JSON.readValue(json, OBJECT);
        } catch (JsonProcessingException e) {
            throw new ReportException("Cannot read axes " + json + ": it is not a JSON object", e);
        }
    }
}
