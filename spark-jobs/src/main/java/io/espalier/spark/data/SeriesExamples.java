package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.data.FeatureColumn;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Series as examples of one shape, (channels, 1, steps). The labels of all parts are read together: a class is one in all. */
final class SeriesExamples {
    private final List<String> labels;
    private final Targets.Kind kind;
    private final List<SeriesPart> parts = new ArrayList<>();

    SeriesExamples(List<String> labels, Targets.Kind kind) {
        this.labels = labels;
        this.kind = kind;
    }

    /** Adds the training side, then the test set. */
    void add(SeriesPart part) {
        parts.add(part);
    }

    private List<Series> all() {
        return parts.stream().flatMap(part -> part.series().stream()).toList();
    }

    /** @throws IOException if series differ in length or channels, or a label is missing */
    Examples examples(Padding padding, PaddingMask mask) throws IOException {
        List<String> channels = parts.get(0).channels();
        for (SeriesPart part : parts) {
            TableExamples.require(
                    part.channels().equals(channels),
                    "the test set has the channels " + part.channels() + " (must be " + channels + ")");
        }
        int steps = steps(padding);
        Targets targets = LabelColumns.targets(kind, labels, all());
        SeriesNumbers numbers = new SeriesNumbers(all(), channels.size(), steps, padding, mask);
        Examples train = part(0, numbers, targets);
        return new Examples(
                train.examples(),
                parts.size() > 1 ? part(1, numbers, targets).examples() : null,
                null,
                train.columns());
    }

    private int steps(Padding padding) throws IOException {
        Comparator<Series> byLength = Comparator.comparingInt(Series::steps);
        Series shortest = all().stream().min(byLength).orElseThrow();
        Series longest = all().stream().max(byLength).orElseThrow();
        TableExamples.require(
                padding != Padding.REFUSED || shortest.steps() == longest.steps(),
                "series have different lengths, from " + describe(shortest) + " to " + describe(longest)
                        + " (must be of one length; padding: front or padding: end fills up the shorter ones)");
        return longest.steps();
    }

    private static String describe(Series series) {
        return series.steps()
                + (series.steps() == 1 ? " step in " : " steps in ")
                + series.place().show();
    }

    private Examples part(int part, SeriesNumbers numbers, Targets targets) throws IOException {
        int start = parts.subList(0, part).stream()
                .mapToInt(before -> before.series().size())
                .sum();
        int[] rows =
                IntStream.range(start, start + parts.get(part).series().size()).toArray();
        TableExamples examples = new TableExamples(
                features(numbers), (row, i) -> numbers.at(start + row, i), targets.select(rows), null);
        List<ColumnUse> uses = parts.get(part).uses();
        Examples flat = examples.in(uses);
        Dataset shaped = flat.examples().as(numbers.shape());
        return new Examples(shaped, null, null, flat.columns());
    }

    private List<FeatureColumn> features(SeriesNumbers numbers) {
        Shape shape = numbers.shape();
        List<FeatureColumn> features = new ArrayList<>();
        for (int channel = 0; channel < shape.channels(); channel++) {
            String name =
                    numbers.isMask(channel) ? "mask" : parts.get(0).channels().get(channel);
            for (int step = 0; step < shape.width(); step++) {
                features.add(new FeatureColumn.Numeric(name + " step " + step));
            }
        }
        return features;
    }
}
