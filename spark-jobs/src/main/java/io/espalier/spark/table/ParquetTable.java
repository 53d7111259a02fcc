package io.espalier.spark.table;

import io.espalier.storage.Content;
import io.espalier.storage.FileName;
import io.espalier.storage.LocalFiles;
import io.espalier.storage.Storage;
import io.espalier.storage.Storage.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table as a folder of parts, {@code tables/<name>/part-<sequence>.parquet}. A part appears whole under a sequence
 * number that was free, so that of two writers of one number exactly one succeeds; it never changes after.
 */
public final class ParquetTable<T extends Record> {
    private static final Logger LOG = LoggerFactory.getLogger(ParquetTable.class);
    private static final Pattern PART = Pattern.compile("part-(\\d{6,9})\\.parquet");

    /** The folder of all tables. */
    static final String FOLDER = "tables";

    private final String name;
    private final TableSchema<T> schema;
    private final Storage out;
    private final PartFormat format;
    private final String folder;

    ParquetTable(String name, Class<T> rowType, Storage out) {
        this(name, TableSchema.of(rowType), out, new ParquetFormat());
    }

    ParquetTable(String name, TableSchema<T> schema, Storage out, PartFormat format) {
        this.name = name;
        this.schema = schema;
        this.out = out;
        this.format = format;
        this.folder = FOLDER + "/" + name;
    }

    public String name() {
        return name;
    }

    /** The same table of another output folder. */
    ParquetTable<T> in(Storage out) {
        return new ParquetTable<>(name, schema, out, format);
    }

    public TableSchema<T> schema() {
        return schema;
    }

    /**
     * The glob of its files, for other readers.
     *
     * @param tables the folder of all tables
     */
    public String glob(LocalFiles tables) {
        return glob(tables.path(name), "part-*.parquet");
    }

    /** The rows of all parts with all columns of this build, as a SELECT of DuckDB. */
    public String sql(LocalFiles tables) throws IOException {
        String all = schema.emptySql();
        return parts().isEmpty()
                ? all
                : all + " UNION ALL BY NAME SELECT * FROM read_parquet(" + DuckDb.quoted(glob(tables))
                        + ", union_by_name = true)";
    }

    /** A pattern of files in one folder, whose own path may hold what would be signs of a pattern. */
    public static String glob(String folder, String files) {
        return escaped(folder) + "/" + files;
    }

    /** A path as a pattern that only it matches. */
    public static String escaped(String path) {
        return path.replaceAll("[*?\\[]", "[$0]");
    }

    /** The parts by sequence number. A list may be late, so those that follow its last one are asked for. */
    public SortedMap<Integer, Part<T>> parts() throws IOException {
        SortedMap<Integer, Part<T>> parts = new TreeMap<>();
        for (Storage.Entry entry : out.list(folder)) {
            sequence(entry.name()).ifPresent(number -> parts.put(number, of(number)));
        }
        for (int next = parts.isEmpty() ? 0 : parts.lastKey() + 1; out.exists(file(next)); next++) {
            parts.put(next, of(next));
        }
        return parts;
    }

    /** What a reader that takes the whole folder would find there beside the parts; what begins with a dot or _ it skips. */
    public List<String> strangers() throws IOException {
        return out.list(folder).stream()
                .map(Storage.Entry::name)
                .filter(file -> sequence(file).isEmpty())
                .map(file -> FileName.child(file, folder))
                .filter(child -> !child.matches("[._].*"))
                .distinct()
                .map(child -> folder + "/" + child)
                .toList();
    }

    /** The number of a part, if a file has the name of one: another way of writing the number is not. */
    private Optional<Integer> sequence(String file) {
        Matcher matcher = PART.matcher(FileName.last(file));
        return matcher.matches()
                ? Optional.of(Integer.valueOf(matcher.group(1)))
                        .filter(number -> file(number).equals(file))
                : Optional.empty();
    }

    /** The part of a number, if there is one. */
    public Optional<Part<T>> part(int sequence) throws IOException {
        return out.exists(file(sequence)) ? Optional.of(of(sequence)) : Optional.empty();
    }

    private Part<T> of(int sequence) {
        return format.part(schema, out, file(sequence));
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
    public boolean publish(int sequence, List<T> rows, Map<String, String> footer) throws IOException {
        return out.createIfAbsent(file(sequence), content(rows, footer), Durability.SYNCED);
    }

    private Content content(List<T> rows, Map<String, String> footer) {
        return Content.of(format.write(schema, rows, footer));
    }

    /**
     * Moves a part out of the table, to where nobody reads it but a person, and logs that with the reason.
     *
     * @param reason what is wrong with the part, as in "it belongs to no committed batch"
     */
    public void setAside(int sequence, String reason) throws IOException {
        LOG.warn("Moved {} to {}: {}", out.locate(file(sequence)), setAside(sequence), reason);
    }

    /** The same for a caller that tells the user itself; where the part is now. */
    public String setAside(int sequence) throws IOException {
        String aside = aside(sequence);
        out.move(file(sequence), aside);
        return out.locate(aside);
    }

    private String aside(int sequence) {
        return FOLDER + "/_orphans/" + name + "-" + FileName.last(file(sequence)) + "." + UUID.randomUUID();
    }

    /** Puts other rows in the place of a part: a reader sees the ones or the others. A copy of what was there is kept. */
    public void replace(int sequence, List<T> rows, Map<String, String> footer) throws IOException {
        of(sequence).checkKnown();
        Content content = content(rows, footer);
        out.createIfAbsent(aside(sequence), Content.of(out, file(sequence)), Durability.UNSYNCED);
        out.replace(file(sequence), content);
    }

    private String file(int sequence) {
        return folder + "/part-" + FileName.numbered(sequence) + ".parquet";
    }
}
