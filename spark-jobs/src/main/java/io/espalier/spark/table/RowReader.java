package io.espalier.spark.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Collects the values of one row after another, in the order of the columns asked for. */
final class RowReader extends RecordMaterializer<@Nullable Object[]> {
    private final Row row;

    RowReader(MessageType columns) {
        row = new Row(columns);
    }

    @Override
    public @Nullable Object[] getCurrentRecord() {
        return row.values.clone();
    }

    @Override
    public GroupConverter getRootConverter() {
        return row;
    }

    private static final class Row extends GroupConverter {
        private final List<Converter> cells = new ArrayList<>();
        private @Nullable Object[] values;

        Row(MessageType columns) {
            values = new Object[columns.getFieldCount()];
            for (int i = 0; i < values.length; i++) {
                cells.add(new Cell(this, i));
            }
        }

        @Override
        public Converter getConverter(int index) {
            return cells.get(index);
        }

        @Override
        public void start() {
            values = new Object[values.length];
        }

        @Override
        public void end() {}
    }

    private static final class Cell extends PrimitiveConverter {
        private final Row row;
        private final int index;

        Cell(Row row, int index) {
            this.row = row;
            this.index = index;
        }

        @Override
        public void addBinary(Binary value) {
            row.values[index] = value.toStringUsingUTF8();
        }

        @Override
        public void addBoolean(boolean value) {
            row.values[index] = value;
        }

        @Override
        public void addDouble(double value) {
            row.values[index] = value;
        }

        @Override
        public void addInt(int value) {
            row.values[index] = value;
        }

        @Override
        public void addLong(long value) {
            row.values[index] = value;
        }
    }
}
