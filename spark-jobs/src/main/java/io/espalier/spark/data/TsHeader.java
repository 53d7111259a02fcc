package io.espalier.spark.data;

import static io.espalier.spark.data.TableExamples.require;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The header of a {@code .ts} file: a key and its words a line. */
final class TsHeader {
    private static final String CLASSES = "@classlabel";
    private static final String TARGET = "@targetlabel";
    private static final Set<String> KEYS = Set.of(
            "@problemname",
            "@timestamps",
            "@missing",
            "@univariate",
            "@dimension",
            "@dimensions",
            "@equallength",
            "@serieslength",
            CLASSES,
            TARGET,
            "@data");

    private final Map<String, List<String>> words = new LinkedHashMap<>();

    /** Takes a line; whether it was the last. */
    boolean endsWith(String line, CellFaults.Place place) throws IOException {
        List<String> parts = Arrays.asList(line.strip().split("\\s+"));
        String key = parts.get(0).toLowerCase(Locale.ROOT);
        require(
                KEYS.contains(key),
                place.show() + ": " + parts.get(0)
                        + " is no line of a header (must be one of @problemName, @timeStamps,"
                        + " @missing, @univariate, @dimensions, @equalLength, @seriesLength, @classLabel, @targetLabel, @data)");
        words.put(key, parts.subList(1, parts.size()));
        return key.equals("@data");
    }

    /** @throws IOException if series have time stamps or no labels */
    void check(String file) throws IOException {
        require(words.containsKey("@data"), file + " has no line @data (must stand before its series)");
        require(!isTrue("@timestamps"), file + " has @timeStamps true (must be false: values at equal steps)");
        require(
                isTrue(CLASSES) || isTrue(TARGET),
                file
                        + " has neither @classLabel true nor @targetLabel true (must have a label at the end of each series)");
    }

    private boolean isTrue(String key) {
        List<String> value = words.getOrDefault(key, List.of());
        return !value.isEmpty() && value.get(0).equalsIgnoreCase("true");
    }

    /** Whether a series may have so many channels: as many as the header says, if it does. */
    boolean hasChannels(int count) {
        return isTrue("@univariate")
                ? count == 1
                : Stream.of("@dimension", "@dimensions")
                        .flatMap(key -> words.getOrDefault(key, List.of()).stream())
                        .allMatch(word -> word.equals(Integer.toString(count)));
    }

    /** Whether a series may have this label: one of the classes where they are listed. */
    boolean hasLabel(String label) {
        List<String> classes = words.getOrDefault(CLASSES, List.of());
        return !isTrue(CLASSES)
                || classes.size() == 1
                || classes.subList(1, classes.size()).contains(label);
    }
}
