package io.espalier.spark.data;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The files of a table in Parquet, each of which is whole, has its columns in the schema, and is read. */
record ParquetFiles(String path, TableFiles table) {
    private static final int MAGIC = 4;
    private static final int SMALLEST = 12;
    private static final int SHOWN = 3;

    static ParquetFiles of(String path) throws IOException {
        return new ParquetFiles(path, TableFiles.of(path));
    }

    /**
     * All columns of all files. Spark reads those that it can; partitions of a folder are columns too.
     *
     * @throws IOException if there are no files, one is damaged, or one would not be read
     */
    LabelledTable read(SparkSession session) throws IOException {
        List<FileStatus> files = table.deep();
        if (files.isEmpty()) {
            throw new IOException("there are no Parquet files in it");
        }
        requireAlike(files);
        ParquetColumns columns = new ParquetColumns(session);
        for (FileStatus file : files) {
            columns.add(file.getPath().getName(), metadata(file));
        }
        Dataset<Row> rows = session.read().schema(columns.readable()).parquet(path);
        requireAll(files, Set.of(rows.inputFiles()));
        return new LabelledTable(rows, new TableColumns(rows.schema(), columns.unreadable()));
    }

    /** Spark leaves files out that lie in the root of others' partitions. */
    private static void requireAlike(List<FileStatus> files) throws IOException {
        List<String> first = partition(files.get(0).getPath());
        for (FileStatus file : files) {
            List<String> columns = partition(file.getPath());
            if (!columns.equals(first)) {
                throw new IOException(file.getPath().getName() + " is in a partition of " + columns + ", but "
                        + files.get(0).getPath().getName() + " of " + first + " (must be of the same columns)");
            }
        }
    }

    /** The columns of the folders called {@code column=value} that it lies in, the innermost first. */
    private static List<String> partition(Path file) {
        List<String> columns = new ArrayList<>();
        for (Path folder = file.getParent();
                folder != null && folder.getName().contains("=");
                folder = folder.getParent()) {
            columns.add(folder.getName().substring(0, folder.getName().indexOf('=')));
        }
        return columns;
    }

    private FileMetaData metadata(FileStatus file) throws IOException {
        String name = file.getPath().getName();
        requireParquet(file, name);
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromStatus(file, table.configuration()))) {
            return reader.getFileMetaData();
        } catch (IOException | RuntimeException e) { // the reader throws both where a footer is damaged
            throw new IOException(name + " is damaged: " + firstLine(e), e);
        }
    }

    private void requireParquet(FileStatus file, String name) throws IOException {
        if (file.getLen() < SMALLEST) {
            throw new IOException(name + " is no Parquet file: it has " + file.getLen() + " bytes");
        }
        String start = magic(file, 0);
        String end = magic(file, file.getLen() - MAGIC);
        if (end.equals("PARE")) {
            throw new IOException(name + " is encrypted (must be plain Parquet)");
        } else if (!end.equals("PAR1")) {
            throw new IOException(name
                    + (start.equals("PAR1")
                            ? " is truncated: it does not end as Parquet does"
                            : " is no Parquet file: it does not begin and end as one does"));
        }
    }

    private String magic(FileStatus file, long at) throws IOException {
        byte[] magic = new byte[MAGIC];
        try (FSDataInputStream in = table.open(file.getPath())) {
            in.readFully(at, magic);
        }
        return new String(magic, StandardCharsets.ISO_8859_1);
    }

    /** Spark reads files in one folder, or else all in folders called {@code column=value}. */
    private static void requireAll(List<FileStatus> files, Set<String> read) throws IOException {
        Set<String> paths = read.stream()
                .map(uri -> new Path(URI.create(uri)).toUri().getPath())
                .collect(Collectors.toSet());
        List<String> left = new ArrayList<>(files.stream()
                .map(file -> file.getPath().toUri().getPath())
                .filter(file -> !paths.contains(file))
                .toList());
        if (!left.isEmpty()) {
            String more = left.size() <= SHOWN ? "" : " and " + (left.size() - SHOWN) + " more";
            throw new IOException("Spark would not read "
                    + String.join(", ", left.subList(0, Math.min(SHOWN, left.size())))
                    + more
                    + " (must be files in one folder, or all in folders called column=value)");
        }
    }

    static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
