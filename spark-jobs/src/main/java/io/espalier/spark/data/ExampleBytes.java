package io.espalier.spark.data;

import static io.espalier.schema.InvalidValueException.check;

import io.espalier.data.Dataset;
import io.espalier.network.Shape;
import io.espalier.schema.InvalidValueException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Rows (label, features, ...) as bytes that sort by content: a mark, then the label and the features in four bytes each,
 * big-endian. A row that is no example becomes another mark and the reason, which the driver then tells.
 *
 * @param classNames the sorted label strings; empty where labels are numbers
 */
record ExampleBytes(List<String> classNames) implements MapFunction<Row, byte[]> {
    private static final byte REFUSED = 0;
    private static final byte EXAMPLE = 1;
    private static final int HEADER = 1 + Integer.BYTES;

    @Override
    public byte[] call(Row row) throws IOException {
        String[] names = row.schema().fieldNames();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(EXAMPLE);
            out.writeInt(label(names[0], row.get(0)));
            for (int i = 1; i < names.length; i++) {
                write(names[i], row.get(i), out);
            }
            return bytes.toByteArray();
        } catch (InvalidValueException e) {
            return ((char) REFUSED + e.getMessage()).getBytes(StandardCharsets.UTF_8);
        }
    }

    private int label(String column, @Nullable Object value) {
        if (value instanceof String text) {
            return Collections.binarySearch(classNames, text);
        }
        double number = value instanceof Number given ? given.doubleValue() : -1;
        boolean whole = number >= 0 && number < Integer.MAX_VALUE && number == Math.rint(number);
        check(whole, column, value, "be a whole number from 0");
        return (int) number;
    }

    private static void write(String column, @Nullable Object value, DataOutputStream out) throws IOException {
        if (value instanceof Vector vector) {
            for (double number : vector.toArray()) {
                writeNumber(column, number, out);
            }
        } else if (value instanceof Seq<?> array) {
            for (Iterator<?> numbers = array.iterator(); numbers.hasNext(); ) {
                writeNumber(column, numbers.next(), out);
            }
        } else {
            writeNumber(column, value, out);
        }
    }

    /** Adding 0 makes -0 the 0 that it equals. */
    private static void writeNumber(String column, @Nullable Object value, DataOutputStream out) throws IOException {
        float number = value instanceof Number given ? given.floatValue() : Float.NaN;
        check(Float.isFinite(number), column, value, "be a finite number in the range of a float");
        out.writeFloat(number + 0f);
    }

    /**
     * The examples in the order of their bytes, thus by label.
     *
     * @throws IOException if there are none, one was refused, they differ in length, or a label has no example
     */
    static Dataset decode(List<byte[]> encoded) throws IOException {
        Dataset examples = decodeAny(encoded);
        checkGapless(examples.labels());
        return examples;
    }

    /** The same for labels that may leave out some. */
    static Dataset decodeAny(List<byte[]> encoded) throws IOException {
        require(!encoded.isEmpty(), "it has no rows");
        byte[][] sorted = encoded.toArray(byte[][]::new);
        Arrays.sort(sorted, Arrays::compareUnsigned);
        byte[] first = sorted[0];
        require(first[0] == EXAMPLE, new String(first, 1, first.length - 1, StandardCharsets.UTF_8));
        int width = width(first);
        float[] features = new float[Math.multiplyExact(sorted.length, width)];
        int[] labels = new int[sorted.length];
        for (int row = 0; row < sorted.length; row++) {
            int found = width(sorted[row]);
            require(found == width, "its rows have " + width + " and " + found + " features (must be as many in each)");
            ByteBuffer numbers = ByteBuffer.wrap(sorted[row]);
            labels[row] = numbers.getInt(1);
            numbers.position(HEADER).asFloatBuffer().get(features, row * width, width);
        }
        return new Dataset(Shape.vector(width), labels[labels.length - 1] + 1, features, labels);
    }

    private static int width(byte[] example) {
        return (example.length - HEADER) / Float.BYTES;
    }

    private static void checkGapless(int[] ascending) throws IOException {
        int next = 0;
        for (int label : ascending) {
            require(
                    label <= next,
                    "no row has label " + next + ", but one has " + label + " (must be 0, 1, 2, ... without a gap)");
            next = label + 1;
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
