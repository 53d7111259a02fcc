package io.espalier.spark.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Makes a row's bytes, for the driver to collect: how many numbers it has (negative if a float holds each), the numbers,
 * the texts, and how many numbers each vector or array gave. A number that is missing is NaN; a missing text or vector has length -1.
 *
 * @param texts how many columns are texts, before the columns of numbers
 */
record RowBytes(int texts) implements MapFunction<Row, byte[]> {

    @Override
    public byte[] call(Row row) throws IOException {
        List<Double> numbers = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (int i = texts; i < row.length(); i++) {
            boolean isVector = isVector(row.schema().fields()[i].dataType());
            if (isVector) {
                widths.add(addAll(row.get(i), numbers));
            } else {
                numbers.add(number(row.get(i)));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        writeNumbers(numbers, out);
        for (int i = 0; i < texts; i++) {
            writeText(text(row.get(i)), out);
        }
        for (int width : widths) {
            out.writeInt(width);
        }
        return bytes.toByteArray();
    }

    private static boolean isVector(DataType type) {
        return type instanceof ArrayType || type.equals(SQLDataTypes.VectorType());
    }

    /** Adds all numbers of a cell; how many they are, or -1 where the cell is missing. */
    private static int addAll(@Nullable Object value, List<Double> numbers) {
        if (value instanceof Vector vector) {
            for (double number : vector.toArray()) {
                numbers.add(number);
            }
            return vector.size();
        } else if (value instanceof Seq<?> array) {
            for (Iterator<?> elements = array.iterator(); elements.hasNext(); ) {
                numbers.add(number(elements.next()));
            }
            return array.size();
        }
        return -1;
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Adding 0 makes -0 the 0 that it equals. */
    private static void writeNumbers(List<Double> numbers, DataOutputStream out) throws IOException {
        boolean floats = numbers.stream().allMatch(x -> Double.compare((float) (double) x, x) == 0);
        out.writeInt(floats ? -numbers.size() : numbers.size());
        for (double number : numbers) {
            if (floats) {
                out.writeFloat((float) (number + 0.0));
            } else {
                out.writeDouble(number + 0.0);
            }
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? plain(number) : null;
        }
        return value == null ? null : value.toString();
    }

    private static String plain(Number number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    private static void writeText(@Nullable String text, DataOutputStream out) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text == null ? -1 : bytes.length);
        out.write(bytes);
    }
}
