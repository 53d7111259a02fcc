package io.espalier.spark.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.jspecify.annotations.Nullable;

/** Rows on the driver, in the order in which Spark gives them. */
final class EncodedRows {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

    private final List<byte[]> rows;
    private final int texts;

    private EncodedRows(List<byte[]> rows, int texts) {
        this.rows = List.copyOf(rows);
        this.texts = texts;
    }

    /**
     * Collects a table.
     *
     * @param texts columns that are read as texts
     * @param numbers columns of numbers, arrays of numbers or vectors
     */
    static EncodedRows collect(Dataset<?> table, List<Column> texts, List<Column> numbers) {
        Column[] chosen = Stream.concat(texts.stream(), numbers.stream()).toArray(Column[]::new);
        List<byte[]> rows = table.select(chosen)
                .map(new RowBytes(texts.size()), Encoders.BINARY())
                .collectAsList();
        return new EncodedRows(rows, texts.size());
    }

    /** Those of the rows, in their order. */
    EncodedRows select(IntStream chosen) {
        return new EncodedRows(chosen.mapToObj(rows::get).toList(), texts);
    }

    int size() {
        return rows.size();
    }

    /** How many numbers a row has. */
    int width(int row) {
        return Math.abs(count(row));
    }

    private int count(int row) {
        return (int) INT.get(rows.get(row), 0);
    }

    double number(int row, int i) {
        byte[] bytes = rows.get(row);
        return count(row) < 0
                ? (float) FLOAT.get(bytes, Integer.BYTES + Float.BYTES * i)
                : (double) DOUBLE.get(bytes, Integer.BYTES + Double.BYTES * i);
    }

    /** A text of a row; null where it is missing. */
    @Nullable
    String text(int row, int i) {
        ByteBuffer bytes = texts(row);
        skipTexts(bytes, i);
        int length = bytes.getInt();
        return length < 0 ? null : new String(rows.get(row), bytes.position(), length, StandardCharsets.UTF_8);
    }

    /** How many numbers each array or vector of a row gave; -1 where it is missing. */
    List<Integer> widths(int row) {
        ByteBuffer bytes = texts(row);
        skipTexts(bytes, texts);
        List<Integer> widths = new ArrayList<>();
        while (bytes.hasRemaining()) {
            widths.add(bytes.getInt());
        }
        return widths;
    }

    private static void skipTexts(ByteBuffer bytes, int count) {
        for (int i = 0; i < count; i++) {
            bytes.position(bytes.position() + Integer.BYTES + Math.max(0, bytes.getInt(bytes.position())));
        }
    }

    private ByteBuffer texts(int row) {
        int count = count(row);
        int size = count < 0 ? -count * Float.BYTES : count * Double.BYTES;
        return ByteBuffer.wrap(rows.get(row)).position(Integer.BYTES + size);
    }
}
