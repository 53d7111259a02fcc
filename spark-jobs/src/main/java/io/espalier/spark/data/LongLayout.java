package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.format.CsvFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;

/**
 * A long table: a row for each step of each series, in any order.
 *
 * @param series column of what the series is called
 * @param step column that steps are ordered by: numbers, or texts such as 2026-12-01T09:30
 * @param channels columns of values; if empty all but those of the series, the step and the labels
 * @param format of the files
 * @param separator cell separator of CSV, one character
 */
@Name("long")
public record LongLayout(
        @Default("series") String series,
        @Default("step") String step,
        @Default("[]") List<String> channels,
        @Default("csv") TableFormat format,
        @Default(",") String separator)
        implements SeriesLayout {
    public LongLayout {
        check(!series.equals(step), "step", step, "be another column than the series");
        check(!channels.contains(series) && !channels.contains(step), "channels", channels, "be other columns");
        check(new HashSet<>(channels).size() == channels.size(), "channels", channels, "name each column once");
        new CsvFormat(separator, "\"");
        channels = List.copyOf(channels);
    }

    /** With the columns series and step. */
    public LongLayout() {
        this("series", "step", List.of(), TableFormat.CSV, ",");
    }

    @Override
    public SeriesPart read(PartFiles files, List<String> labels) throws IOException {
        LongTable table = new LongTable(this, labels);
        format.read(files, separator, table);
        return table.part();
    }
}
