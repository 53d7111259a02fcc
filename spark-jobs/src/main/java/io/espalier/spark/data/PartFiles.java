package io.espalier.spark.data;

import io.espalier.data.format.CsvFormat;
import io.espalier.data.format.CsvReader;
import io.espalier.data.format.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** The files of a part, one after the other. */
final class PartFiles {
    private final TableFiles files;

    private PartFiles(TableFiles files) {
        this.files = files;
    }

    static PartFiles at(String path) throws IOException {
        return new PartFiles(TableFiles.of(path));
    }

    /** Takes the lines of a file. */
    @FunctionalInterface
    interface Lines {
        void read(TextLines lines) throws IOException;
    }

    /** Takes the rows of a table. */
    interface Rows {
        /** Takes the header, which is the same in all files. */
        void begin(List<String> header) throws IOException;

        void add(List<String> cells, CellFaults.Place place);
    }

    void readLines(Lines reader) throws IOException {
        for (Path file : files.list()) {
            try (InputStream bytes = files.open(file);
                    TextLines lines = new TextLines(bytes, file.getName())) {
                reader.read(lines);
            }
        }
    }

    void readRows(String separator, Rows rows) throws IOException {
        List<String> header = List.of();
        for (Path file : files.list()) {
            try (InputStream bytes = files.open(file);
                    CsvReader reader = new CsvReader(bytes, file.getName(), new CsvFormat(separator, "\""))) {
                header = readRows(reader, header, rows);
            }
        }
        TableExamples.require(!header.isEmpty(), "it has no rows");
    }

    private static List<String> readRows(CsvReader reader, List<String> before, Rows rows) throws IOException {
        List<String> header = reader.next();
        if (header == null) {
            return before;
        }
        if (before.isEmpty()) {
            rows.begin(header);
        }
        TableExamples.require(
                before.isEmpty() || header.equals(before),
                reader.file() + " has different columns than the files before it");
        for (List<String> row = reader.next(); row != null; row = reader.next()) {
            int line = reader.line();
            rows.add(row, () -> reader.file() + ", line " + line);
        }
        return header;
    }
}
