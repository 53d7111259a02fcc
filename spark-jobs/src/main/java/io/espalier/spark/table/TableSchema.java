package io.espalier.spark.table;

import io.espalier.result.TrialRow.Provenance;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table, taken from the record that is its row: the components in order, those of nested records in
 * the place of the nested record, names in snake case. A component marked nullable, or inside a record that is, makes a
 * nullable column.
 */
public final class TableSchema<T extends Record> {
    /** Version of all tables' columns. */
    public static final int VERSION = Provenance.SCHEMA_VERSION;

    private static final String ROW = "row";

    private final Class<T> rowType;
    private final RecordNode root;
    private final List<Column> columns;

    private TableSchema(Class<T> rowType) {
        this.rowType = rowType;
        this.root = RecordNode.root(rowType);
        this.columns = root.columns().toList();
    }

    public static <T extends Record> TableSchema<T> of(Class<T> rowType) {
        return new TableSchema<>(rowType);
    }

    public List<Column> columns() {
        return columns;
    }

    /**
     * The row's values, column by column.
     *
     * @throws io.espalier.binding.InvalidValueException if one is a NaN or an infinity
     */
    @Nullable
    Object[] values(T row) {
        @Nullable Object[] values = new Object[columns.size()];
        root.flatten(row, values, 0);
        return values;
    }

    /**
     * The row of the values of some columns, null in the others.
     *
     * @param present columns whose values these are, in their order
     */
    T row(MessageType present, @Nullable Object[] values) {
        @Nullable Object[] all = new Object[columns.size()];
        for (int i = 0; i < all.length; i++) {
            String name = columns.get(i).name();
            all[i] = present.containsField(name) ? values[present.getFieldIndex(name)] : null;
        }
        return rowType.cast(Objects.requireNonNull(root.build(Arrays.asList(all).iterator())));
    }

    /** Names of the columns that a file does not have. */
    Set<String> missingIn(MessageType file) {
        return columns.stream()
                .map(Column::name)
                .filter(name -> !file.containsField(name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Why rows cannot be read from a file of these columns, if they cannot. */
    Optional<String> refusal(MessageType file) {
        Stream<String> lacking = root.needed(missingIn(file)).map(name -> "it lacks the column " + name);
        Stream<String> changed = columns.stream()
                .filter(column -> file.containsField(column.name()))
                .filter(column -> !column.reads(file.getType(column.name())))
                .map(column ->
                        "its column is " + file.getType(column.name()) + " (must be " + column.parquetType() + ")");
        return Stream.concat(lacking, changed).findFirst();
    }

    /** Those of a file's columns that this schema has, in this schema's order. */
    MessageType presentIn(MessageType file) {
        return new MessageType(
                ROW,
                columns.stream()
                        .map(Column::name)
                        .filter(file::containsField)
                        .map(file::getType)
                        .toArray(Type[]::new));
    }

    /** Whether a file has no columns but those of this schema. */
    boolean knows(MessageType file) {
        return presentIn(file).getFieldCount() == file.getFieldCount();
    }

    /** A table of all columns and no row, as a SELECT of DuckDB. */
    String emptySql() {
        return columns.stream()
                .map(column -> "NULL::" + column.kind().sql() + " AS " + column.name())
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    MessageType parquetType() {
        return new MessageType(ROW, columns.stream().map(Column::parquetType).toArray(Type[]::new));
    }
}
