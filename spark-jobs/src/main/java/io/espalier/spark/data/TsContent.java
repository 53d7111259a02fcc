package io.espalier.spark.data;

import io.espalier.data.format.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code .ts} files hold. */
final class TsContent {
    private final List<Series> series = new ArrayList<>();
    private final SeriesFaults faults = new SeriesFaults();
    private final CellFaults others = new CellFaults();
    private final CellFaults unknown = new CellFaults();

    /** Adds the series of a file. */
    void add(TextLines lines) throws IOException {
        TsHeader header = header(lines);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!isComment(line)) {
                add(line, header, place(lines));
            }
        }
    }

    private static TsHeader header(TextLines lines) throws IOException {
        TsHeader header = new TsHeader();
        boolean ended = false;
        while (!ended) {
            String line = lines.next();
            ended = line == null || (!isComment(line) && header.endsWith(line, place(lines)));
        }
        header.check(lines.file());
        return header;
    }

    private static boolean isComment(String line) {
        return line.isBlank() || line.startsWith("#") || line.startsWith("%");
    }

    private static CellFaults.Place place(TextLines lines) {
        int number = lines.number();
        return () -> lines.file() + ", line " + number;
    }

    private void add(String line, TsHeader header, CellFaults.Place place) {
        List<String> parts = Arrays.asList(line.strip().split(":", -1));
        int channels = parts.size() - 1;
        String label = parts.get(channels).strip();
        boolean alike = series.isEmpty() || channels == series.get(0).channels().length;
        if (channels == 0 || !alike || !header.hasChannels(channels)) {
            others.add("", place);
            return;
        }
        if (!label.isEmpty() && !header.hasLabel(label)) {
            unknown.add(label, place);
        }
        double[][] numbers = parts.subList(0, channels).stream()
                .map(channel -> numbers(channel, place))
                .toArray(double[][]::new);
        if (faults.areAlike(numbers, place)) {
            series.add(new Series(place, numbers, List.of(label)));
        }
    }

    private double[] numbers(String channel, CellFaults.Place place) {
        return Arrays.stream(channel.split(",", -1))
                .mapToDouble(cell -> faults.number(cell.strip(), place))
                .toArray();
    }

    /** @throws IOException with all that is wrong */
    SeriesPart part() throws IOException {
        List<String> problems = new ArrayList<>(faults.problems());
        if (others.count() > 0) {
            problems.add(
                    others.describe("series with another number of channels", "series with another number of channels")
                            + " (must be as many as @dimensions says and as the first has, then a label, apart by colons)");
        }
        if (unknown.count() > 0) {
            problems.add(unknown.describe("label that is not in @classLabel", "labels that are not in @classLabel"));
        }
        TableExamples.refuse(problems);
        TableExamples.require(!series.isEmpty(), "it has no series");
        int channels = series.get(0).channels().length;
        return new SeriesPart(
                IntStream.range(0, channels).mapToObj(i -> "channel " + i).toList(), series, List.of());
    }
}
