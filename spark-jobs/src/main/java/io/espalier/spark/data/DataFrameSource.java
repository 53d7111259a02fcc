package io.espalier.spark.data;

import io.espalier.binding.Name;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import java.io.IOException;

/**
 * The rows of a DataFrame that a stage is fitted on. Only the fit has them; this records their content, so that trials on
 * other rows are other trials.
 *
 * @param content SHA-256 of the rows
 */
@Name("data-frame")
public record DataFrameSource(String content) implements DatasetSource {
    public DataFrameSource() {
        this("unknown");
    }

    /** Always refuses: the rows are not here. */
    @Override
    public Examples load() throws IOException {
        throw new IOException("Cannot read data-frame: only a fit of CompressionSweep has its rows (its model's"
                + " best(...).exportOnnx(path) exports a network; a table of your own is source: parquet)");
    }
}
