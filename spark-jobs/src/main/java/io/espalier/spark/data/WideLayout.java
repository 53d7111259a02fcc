package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.format.CsvFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;

/**
 * A wide table: a row for each series, a column for each step. A series ends where only empty cells
 * follow.
 *
 * @param channels channels whose steps are the columns that are called by them and a number, as x0, x1 or x_0, x_1 for x, in
 *     the order of the number; if empty all columns but labels are the steps of one channel, in the order of the table
 * @param ignore columns that are no steps
 * @param format of the files
 * @param separator cell separator of CSV, one character
 */
@Name("wide")
public record WideLayout(
        @Default("[]") List<String> channels,
        @Default("[]") List<String> ignore,
        @Default("csv") TableFormat format,
        @Default(",") String separator)
        implements SeriesLayout {
    public WideLayout {
        check(new HashSet<>(channels).size() == channels.size(), "channels", channels, "name each channel once");
        new CsvFormat(separator, "\"");
        channels = List.copyOf(channels);
        ignore = List.copyOf(ignore);
    }

    /** Of one channel. */
    public WideLayout() {
        this(List.of(), List.of(), TableFormat.CSV, ",");
    }

    @Override
    public SeriesPart read(PartFiles files, List<String> labels) throws IOException {
        WideTable table = new WideTable(this, labels);
        format.read(files, separator, table);
        return table.part();
    }
}
