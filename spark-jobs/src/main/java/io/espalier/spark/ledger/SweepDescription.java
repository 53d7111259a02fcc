package io.espalier.spark.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.binding.InvalidValueException;
import io.espalier.pareto.Direction;
import io.espalier.spark.table.TableSchema;
import io.espalier.storage.DamagedException;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    private static final String FILE = "sweep.json";
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
    public static Optional<SweepDescription> in(Path out) throws IOException {
        Path file = fileIn(out);
        if (Files.isDirectory(file)) {
            throw new DamagedException(file.toString(), "it is a folder");
        }
        try {
            SweepDescription sweep = JSON.readValue(Files.readAllBytes(file), SweepDescription.class);
            if (sweep == null) {
                throw new DamagedException(file.toString(), "it is null");
            }
            return Optional.of(sweep);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new DamagedException(file.toString(), e.getOriginalMessage());
        } catch (DamagedException e) {
            throw e;
        } catch (IOException e) {
            throw StoreException.because("read", file, e);
        }
    }

    /** The same where there has to be one. */
    static SweepDescription required(Path out, String verb) throws IOException {
        return in(out).orElseThrow(() -> new StoreException(verb, out, "it holds no sweep (no " + FILE + ")"));
    }

    static Path fileIn(Path out) {
        return out.resolve(FILE);
    }

    /** What is wrong with it, for this build and for the columns that there are. */
    List<String> problems(Path out, Predicate<String> isColumn) {
        List<String> problems = new ArrayList<>();
        if (schemaVersion != TableSchema.VERSION) {
            problems.add("Cannot read " + fileIn(out) + ": schema version " + schemaVersion + " (this build reads "
                    + TableSchema.VERSION + ")");
        }
        objectives.forEach((column, direction) -> {
            String key = "Invalid objectives." + column + " in " + fileIn(out);
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
    void checkContinuedBy(SweepDescription next, Path out) throws StoreException {
        if (schemaVersion != next.schemaVersion) {
            throw new StoreException(
                    "open",
                    out,
                    "its tables are of schema version " + schemaVersion + " (this build writes " + next.schemaVersion
                            + ")");
        }
        next.checkContinues(sweep, out);
    }

    /** Throws unless this is of the sweep that a folder holds. */
    void checkContinues(String held, Path out) throws StoreException {
        if (!sweep.equals(held)) {
            throw new StoreException("open", out, "it holds sweep " + held + " (not " + sweep + ")");
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
