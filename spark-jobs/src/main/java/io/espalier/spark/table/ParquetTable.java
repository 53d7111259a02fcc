package io.espalier.spark.table;

import io.espalier.storage.AtomicFile;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table as a folder of parts, {@code tables/<name>/part-<sequence>.parquet}. A part appears whole under a sequence
 * number that was free, so that of two writers of one number exactly one succeeds; it never changes after.
 */
public final class ParquetTable<T extends Record> {
    private static final Logger LOG = LoggerFactory.getLogger(ParquetTable.class);
    private static final Pattern PART = Pattern.compile("part-(\\d{6,9})\\.parquet");

    private final String name;
    private final TableSchema<T> schema;
    private final Path folder;
    private final Path staging;

    ParquetTable(String name, Class<T> rowType, Path out) {
        this(name, TableSchema.of(rowType), out);
    }

    private ParquetTable(String name, TableSchema<T> schema, Path out) {
        this.name = name;
        this.schema = schema;
        this.folder = out.resolve("tables").resolve(name);
        this.staging = out.resolve("_staging");
    }

    public String name() {
        return name;
    }

    /** The same table of another output folder. */
    ParquetTable<T> in(Path out) {
        return new ParquetTable<>(name, schema, out);
    }

    public TableSchema<T> schema() {
        return schema;
    }

    /** The glob of its files, for other readers. */
    public String glob() {
        return glob(folder, "part-*.parquet");
    }

    /** The rows of all parts with all columns of this build, as a SELECT of DuckDB. */
    public String sql() throws IOException {
        String all = schema.emptySql();
        return parts().isEmpty()
                ? all
                : all + " UNION ALL BY NAME SELECT * FROM read_parquet(" + DuckDb.quoted(glob())
                        + ", union_by_name = true)";
    }

    /** A pattern of files in one folder, whose own path may hold what would be signs of a pattern. */
    public static String glob(Path folder, String files) {
        return escaped(folder) + "/" + files;
    }

    /** A path as a pattern that only it matches. */
    public static String escaped(Path path) {
        return path.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]");
    }

    /** The parts by sequence number. */
    public SortedMap<Integer, Part<T>> parts() throws IOException {
        SortedMap<Integer, Part<T>> parts = new TreeMap<>();
        if (!Files.exists(folder)) {
            return parts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sequence(file).ifPresent(number -> parts.put(number, new Part<>(schema, file)));
            }
        }
        return parts;
    }

    /** What a reader that takes the whole folder would find there beside the parts; what begins with a dot or _ it skips. */
    public List<Path> strangers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().matches("[._].*"))
                    .filter(file -> sequence(file).isEmpty())
                    .sorted()
                    .toList();
        }
    }

    /** The number of a part, if a file has the name of one: another way of writing the number is not. */
    private Optional<Integer> sequence(Path file) {
        Matcher matcher = PART.matcher(file.getFileName().toString());
        return matcher.matches()
                ? Optional.of(Integer.valueOf(matcher.group(1)))
                        .filter(number -> file(number).equals(file))
                : Optional.empty();
    }

    /** The part of a number, if there is one. */
    public Optional<Part<T>> part(int sequence) {
        Path file = file(sequence);
        return Files.exists(file) ? Optional.of(new Part<>(schema, file)) : Optional.empty();
    }

    /** All rows of all parts. */
    public List<T> rows() throws IOException {
        List<T> rows = new ArrayList<>();
        for (Part<T> part : parts().values()) {
            rows.addAll(part.rows());
        }
        return rows;
    }

    /**
     * Writes a part under a number unless that is taken.
     *
     * @param footer key-values for the file's footer, beside the schema version
     * @return whether this call did it
     */
    public boolean publish(int sequence, List<T> rows, Map<String, String> footer) throws StoreException {
        byte[] content = content(rows, footer);
        AtomicFile.createFolders(folder);
        return AtomicFile.create(staged(), file(sequence), content);
    }

    private byte[] content(List<T> rows, Map<String, String> footer) {
        Map<String, String> keyValues = new HashMap<>(footer);
        keyValues.put(Part.SCHEMA_VERSION, String.valueOf(TableSchema.VERSION));
        keyValues.put(Part.COLUMNS, Part.hash(schema.parquetType()));
        return RowWriter.write(schema, rows, keyValues);
    }

    private Path staged() throws StoreException {
        return AtomicFile.createFolders(staging).resolve(name + "." + UUID.randomUUID());
    }

    /**
     * Moves a part out of the table, to where nobody reads it but a person, and logs that with the reason.
     *
     * @param reason what is wrong with the part, as in "it belongs to no committed batch"
     */
    public void setAside(int sequence, String reason) throws StoreException {
        LOG.warn("Moved {} to {}: {}", file(sequence), setAside(sequence), reason);
    }

    /** The same for a caller that tells the user itself; where the part is now. */
    public Path setAside(int sequence) throws StoreException {
        Path aside = aside(sequence);
        AtomicFile.move(file(sequence), aside);
        return aside;
    }

    private Path aside(int sequence) throws StoreException {
        Path aside = AtomicFile.createFolders(folder.resolveSibling("_orphans"));
        return aside.resolve(name + "-" + file(sequence).getFileName() + "." + UUID.randomUUID());
    }

    /** Puts other rows in the place of a part: a reader sees the ones or the others. A copy of what was there is kept. */
    public void replace(int sequence, List<T> rows, Map<String, String> footer) throws IOException {
        new Part<>(schema, file(sequence)).checkKnown();
        byte[] content = content(rows, footer);
        Path staged = staged();
        AtomicFile.write(staged, ByteBuffer.wrap(content));
        try {
            Files.copy(file(sequence), aside(sequence));
        } catch (IOException e) {
            throw StoreException.because("copy", file(sequence), e);
        }
        AtomicFile.move(staged, file(sequence));
    }

    private Path file(int sequence) {
        return folder.resolve("part-%06d.parquet".formatted(sequence));
    }
}
