package io.espalier.spark.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.binding.InvalidValueException;
import io.espalier.metric.Direction;
import io.espalier.spark.table.TableSchema;
import io.espalier.storage.DamagedException;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an output folder holds, as its {@code sweep.json}.
 *
 * @param sweep the sweep's name
 * @param schemaVersion of the tables
 * @param codeVersion that ran last
 * @param config the YAML that ran last, word for word
 * @param objectives columns of the trials table with {@code min} or {@code max}, in order
 */
public record SweepDescription(
        String sweep, int schemaVersion, String codeVersion, String config, Map<String, String> objectives) {
    /** Its name in the folder. */
    public static final String FILE = "sweep.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    public SweepDescription {
        objectives = Collections.unmodifiableMap(new LinkedHashMap<>(objectives));
    }

    /** A sweep whose tables have the columns of this build. */
    public static SweepDescription of(String sweep, String codeVersion, String config, Map<String, String> objectives) {
        return new SweepDescription(sweep, TableSchema.VERSION, codeVersion, config, objectives);
    }

    /** Reads the description in an output folder, if it has one. */
    public static Optional<SweepDescription> in(Storage out) throws IOException {
        Optional<byte[]> content = out.read(FILE);
        return content.isEmpty() ? Optional.empty() : Optional.of(parse(content.get(), out.locate(FILE)));
    }

    private static SweepDescription parse(byte[] content, String file) throws IOException {
        try {
            SweepDescription sweep = JSON.readValue(content, SweepDescription.class);
            if (sweep == null) {
                throw new DamagedException(file, "it is null");
            }
            return sweep;
        } catch (JsonProcessingException e) {
            throw new DamagedException(file, e.getOriginalMessage());
        }
    }

    /** The same where there has to be one. */
    static SweepDescription required(Storage out, String verb) throws IOException {
        return in(out).orElseThrow(
                        () -> new StoreException(verb, out.toString(), "it holds no sweep (no " + FILE + ")"));
    }

    /** What is wrong with it, for this build and for the columns that there are. */
    List<String> problems(Storage out, Predicate<String> isColumn) {
        List<String> problems = new ArrayList<>();
        if (schemaVersion != TableSchema.VERSION) {
            problems.add("Cannot read " + out.locate(FILE) + ": schema version " + schemaVersion + " (this build reads "
                    + TableSchema.VERSION + ")");
        }
        objectives.forEach((column, direction) -> {
            String key = "Invalid objectives." + column + " in " + out.locate(FILE);
            if (!isColumn.test(column)) {
                problems.add(key + ": unknown column (must be a numeric column of trials, or of a metric)");
            }
            if (!isDirection(direction)) {
                problems.add(key + ": " + direction + " (must be min or max)");
            }
        });
        return problems;
    }

    private static boolean isDirection(String spelling) {
        try {
            Direction.parse(spelling);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }

    /** Throws unless what this describes can be continued as {@code next}. */
    void checkContinuedBy(SweepDescription next, Storage out) throws StoreException {
        if (schemaVersion != next.schemaVersion) {
            throw new StoreException(
                    "open",
                    out.toString(),
                    "its tables have schema version " + schemaVersion + " (this build writes " + next.schemaVersion
                            + ")");
        }
        next.checkContinues(sweep, out);
    }

    /** Throws unless this is of the sweep that a folder holds. */
    void checkContinues(String held, Storage out) throws StoreException {
        if (!sweep.equals(held)) {
            throw new StoreException("open", out.toString(), "it holds sweep " + held + " (not " + sweep + ")");
        }
    }

    byte[] toJson() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + FILE + ": " + e.getOriginalMessage(), e);
        }
    }
}
