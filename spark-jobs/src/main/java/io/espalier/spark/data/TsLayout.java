package io.espalier.spark.data;

import io.espalier.binding.Name;
import java.io.IOException;
import java.util.List;

/**
 * The format {@code .ts} of aeon and sktime, optionally gzipped: a header of lines that begin with @, then a line for each
 * series, channels apart by colons, the steps of a channel by commas, the label last. Time stamps are not supported.
 */
@Name("ts")
public record TsLayout() implements SeriesLayout {
    @Override
    public SeriesPart read(PartFiles files, List<String> labels) throws IOException {
        TsContent content = new TsContent();
        files.readLines(content::add);
        return content.part();
    }

    @Override
    public boolean namesLabels() {
        return false;
    }
}
