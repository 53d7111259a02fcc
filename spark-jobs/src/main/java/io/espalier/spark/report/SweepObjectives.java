package io.espalier.spark.report;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.pareto.Direction;
import io.espalier.pareto.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The objectives that a sweep was planned with: key {@code objectives} of {@code OUT/sweep.json}, column to direction. */
public final class SweepObjectives {
    private static final List<Objective> DEFAULT = Objective.parseAll("validation_error:min,bytes:min,macs:min");

    private SweepObjectives() {}

    /**
     * Validation error, bytes and MACs where the sweep names none.
     *
     * @throws io.espalier.binding.InvalidValueException if a direction is not one
     * @throws ReportException if the file is not JSON
     */
    public static List<Objective> of(Path out) {
        Path file = out.resolve("sweep.json");
        if (!Files.exists(file)) {
            return DEFAULT;
        }
        try {
            JsonNode objectives = new ObjectMapper().readTree(file.toFile()).path("objectives");
            return objectives.isEmpty() ? DEFAULT : parse(objectives);
        } catch (IOException e) {
            throw new ReportException("Cannot read " + file + ": it is not JSON", e);
        }
    }

    private static List<Objective> parse(JsonNode objectives) {
        check(objectives.isObject(), "objectives", objectives, "map columns to min or max");
        return objectives.properties().stream()
                .map(entry -> new Objective(
                        entry.getKey(), Direction.parse(entry.getValue().asText())))
                .toList();
    }
}
