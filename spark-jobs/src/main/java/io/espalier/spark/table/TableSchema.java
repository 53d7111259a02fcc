package io.espalier.spark.table;

import io.espalier.result.TrialRow.Provenance;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
     * @throws io.espalier.schema.InvalidValueException if one is a NaN or an infinity
     */
    @Nullable
    Object[] values(T row) {
        @Nullable Object[] values = new Object[columns.size()];
        root.flatten(row, values, 0);
        return values;
    }

    /** The row of such values. */
    T row(@Nullable Object[] values) {
        return rowType.cast(
                Objects.requireNonNull(root.build(Arrays.asList(values).iterator())));
    }

    MessageType parquetType() {
        return new MessageType("row", columns.stream().map(Column::parquetType).toArray(Type[]::new));
    }
}
