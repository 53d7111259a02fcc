package io.espalier.spark.cli;

import io.espalier.export.ExportFormat;
import io.espalier.export.ExportFormats;
import java.util.Iterator;

/** Names of the export formats that are registered. */
final class FormatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return ExportFormats.all().stream().map(ExportFormat::name).iterator();
    }
}
