package io.espalier.export.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** C source in the making: tables of constants, whose bytes are counted, functions, and the calls of the one entry point. */
final class CSource {
    private static final int COLUMNS = 16;

    private final StringBuilder tables = new StringBuilder();
    private final StringBuilder functions = new StringBuilder();
    private final List<String> calls = new ArrayList<>();
    private long flash;

    /** Bytes of all tables. */
    long flash() {
        return flash;
    }

    void floats(String name, float[] values) {
        table("float", Float.BYTES, name, values.length, i -> number(values[i]));
    }

    void doubles(String name, double[] values) {
        table("double", Double.BYTES, name, values.length, i -> number(values[i]));
    }

    void signed(String name, byte[] values) {
        table("int8_t", 1, name, values.length, i -> Integer.toString(values[i]));
    }

    void ints(String name, int[] values) {
        table("int32_t", Integer.BYTES, name, values.length, i -> Integer.toString(values[i]));
    }

    /** Numbers from 0 on, in as many bytes as the largest needs; gives their type back. */
    String unsigned(String name, int[] values) {
        int largest = 0;
        for (int value : values) {
            largest = Math.max(largest, value);
        }
        int bytes = unsignedBytes(largest);
        String type = "uint" + 8 * bytes + "_t";
        table(type, bytes, name, values.length, i -> Integer.toString(values[i]));
        return type;
    }

    /** Bytes of a number from 0 to this one. */
    static int unsignedBytes(int largest) {
        return largest < 1 << 8 ? 1 : largest < 1 << 16 ? 2 : 4;
    }

    /** C knows no empty table: one without numbers gets a 0. */
    private void table(String type, int bytes, String name, int count, IntFunction<String> cell) {
        int length = Math.max(1, count);
        flash += (long) bytes * length;
        tables.append("static const %s %s[%d] = {".formatted(type, name, length));
        for (int i = 0; i < length; i++) {
            tables.append(i % COLUMNS == 0 ? "\n    " : " ")
                    .append(i < count ? cell.apply(i) : "0")
                    .append(',');
        }
        tables.append("\n};\n\n");
    }

    /** The shortest literal that reads back as the same float. */
    static String number(float value) {
        return Float.toString(value).toLowerCase(Locale.ROOT) + "f";
    }

    /** The same of a double. */
    static String number(double value) {
        return Double.toString(value).toLowerCase(Locale.ROOT);
    }

    /** Adds a function unless it is there. */
    void function(String text) {
        if (functions.indexOf(text) < 0) {
            functions.append(text).append('\n');
        }
    }

    void call(String statement) {
        calls.add(statement);
    }

    /** The tables and functions, then the entry point. */
    String text(String entry) {
        StringBuilder text =
                new StringBuilder(tables).append(functions).append(entry).append("\n{\n");
        calls.forEach(call -> text.append("    ").append(call).append(";\n"));
        return text.append("}\n").toString();
    }
}
