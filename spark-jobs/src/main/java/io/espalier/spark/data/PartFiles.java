package io.espalier.spark.data;

import io.espalier.data.format.CsvFormat;
import io.espalier.data.format.CsvReader;
import io.espalier.data.format.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The files of a part, one after the other. */
final class PartFiles {
    private final String path;
    private final TableFiles files;

    private PartFiles(String path, TableFiles files) {
        this.path = path;
        this.files = files;
    }

    static PartFiles at(String path) throws IOException {
        return new PartFiles(path, TableFiles.of(path));
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

    void readCsv(String separator, Rows rows) throws IOException {
        List<String> header = List.of();
        for (Path file : files.list()) {
            try (InputStream bytes = files.open(file);
                    CsvReader reader = new CsvReader(bytes, file.getName(), new CsvFormat(separator, "\""))) {
                header = readCsv(reader, header, rows);
            }
        }
        TableExamples.require(!header.isEmpty(), "it has no rows");
    }

    private static List<String> readCsv(CsvReader reader, List<String> before, Rows rows) throws IOException {
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

    void readParquet(Rows rows) throws IOException {
        Dataset<Row> table =
                ParquetFiles.of(path).read(ActiveSession.caseSensitive()).table();
        List<String> header = List.of(table.columns());
        rows.begin(header);
        Column[] texts = header.stream()
                .map(name -> functions.col("`" + name.replace("`", "``") + "`").cast(DataTypes.StringType))
                .toArray(Column[]::new);
        Iterator<Row> found = table.select(texts).toLocalIterator();
        for (int number = 0; found.hasNext(); number++) {
            int place = number;
            Row row = found.next();
            rows.add(
                    IntStream.range(0, row.size())
                            .mapToObj(i -> row.isNullAt(i) ? "" : row.getString(i))
                            .toList(),
                    () -> "row " + place);
        }
    }
}
