package io.espalier.spark.data;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The columns of a table, looked up by exact name.
 *
 * @param unusable those that cannot be used for anything, with the reason; also where they are not in the schema
 */
record TableColumns(StructType schema, Map<String, String> unusable) {
    /** 2^63, to which the last 64-bit integers are rounded, and which is cast back to the very last. */
    private static final double BEYOND_LONGS = 0x1p63;

    TableColumns(StructType schema) {
        this(schema, Map.of());
    }

    List<String> names() {
        return Stream.concat(Stream.of(schema.fieldNames()), unusable.keySet().stream())
                .distinct()
                .toList();
    }

    /** The same, but these cannot be used. */
    TableColumns without(List<String> names, String reason) {
        Map<String, String> all = new LinkedHashMap<>(unusable);
        names.forEach(name -> all.put(name, reason));
        return new TableColumns(schema, all);
    }

    /** @throws IOException if it is neither a number, true or false, an array of numbers nor a vector */
    Column feature(String name) throws IOException {
        Optional<String> why = whyNoFeature(name);
        if (why.isPresent()) {
            throw new IOException("column " + name + " is " + why.get());
        }
        return quoted(name);
    }

    /** What keeps a column from being a feature, and what helps; nothing if it can be one. */
    Optional<String> whyNoFeature(String name) {
        if (unusable.containsKey(name)) {
            return Optional.of(unusable.get(name));
        }
        DataType type = type(name);
        DataType element = type instanceof ArrayType array ? array.elementType() : type;
        if (element instanceof NumericType
                || element instanceof BooleanType
                || type.equals(SQLDataTypes.VectorType())) {
            return Optional.empty();
        } else if (type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType) {
            return Optional.of(
                    "of type " + type.simpleString() + " (dates are not supported: convert them to days or seconds)");
        } else if (type instanceof StringType) {
            return Optional.of("of type string (must be a number, or listed under categorical)");
        }
        return Optional.of("of type " + type.simpleString() + " (must be a number, an array of numbers or a vector)");
    }

    /** @throws IOException if it is neither a number, true or false, nor a string */
    Column label(String name) throws IOException {
        return text(name, "must be a number, true or false, or a string");
    }

    /** @throws IOException if it is neither a number, true or false, nor a string */
    Column level(String name) throws IOException {
        return text(name, "must be a string, a number, or true or false, to be categorical");
    }

    /** @throws IOException if it is not a number */
    Column weight(String name) throws IOException {
        requireUsable(name);
        if (!(type(name) instanceof NumericType)) {
            throw new IOException(
                    "weight " + name + " is of type " + type(name).simpleString() + " (must be a number)");
        }
        return quoted(name);
    }

    private Column text(String name, String must) throws IOException {
        requireUsable(name);
        DataType type = type(name);
        if (!(type instanceof NumericType || type instanceof BooleanType || isText(name))) {
            throw new IOException("column " + name + " is of type " + type.simpleString() + " (" + must + ")");
        }
        return quoted(name);
    }

    private void requireUsable(String name) throws IOException {
        if (unusable.containsKey(name)) {
            throw new IOException("column " + name + " is " + unusable.get(name));
        }
    }

    boolean isText(String name) {
        return type(name) instanceof StringType;
    }

    boolean isTruth(String name) {
        return type(name) instanceof BooleanType;
    }

    /** How many of its numbers doubles round; nothing where its type has none. */
    Optional<Column> rounded(String name) {
        DataType type = type(name);
        boolean isWhole = type instanceof LongType || (type instanceof DecimalType decimal && decimal.scale() == 0);
        if (!isWhole) {
            return Optional.empty();
        }
        Column number = quoted(name);
        Column rounded = number.cast("double");
        Column back = rounded.try_cast(type); // null where it is beyond the type
        Column differs = rounded.equalTo(BEYOND_LONGS).or(back.isNull()).or(back.notEqual(number));
        return Optional.of(functions
                .count(functions.when(number.isNotNull().and(differs), 1))
                .as(name));
    }

    /** Whether a row has several numbers in it. */
    boolean isVector(String name) {
        return type(name).equals(SQLDataTypes.VectorType()) || type(name) instanceof ArrayType;
    }

    boolean has(String name) {
        return names().contains(name);
    }

    private DataType type(String name) {
        return schema.apply(name).dataType();
    }

    private static Column quoted(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }
}
