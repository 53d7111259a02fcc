package io.espalier.spark.report;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.metric.Direction;
import io.espalier.pareto.Objective;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.storage.DamagedException;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

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
    public static List<Objective> of(Storage out) {
        try {
            Optional<byte[]> description = out.read(SweepDescription.FILE);
            if (description.isEmpty()) {
                return DEFAULT;
            }
            JsonNode objectives = new ObjectMapper().readTree(description.get()).path("objectives");
            return objectives.isEmpty() ? DEFAULT : parse(objectives);
        } catch (StoreException | DamagedException e) {
            throw new ReportException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ReportException("Cannot read " + out.locate(SweepDescription.FILE) + ": it is not JSON", e);
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
