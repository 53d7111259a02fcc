package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.InvalidValueException;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/** A column of features: MLlib vectors, or arrays of numbers, which MLlib's checks are told are vectors. */
record FeaturesColumn(String name) {
    /** What MLlib's own check makes of a schema, with this column as it was given. */
    StructType checked(StructType given, UnaryOperator<StructType> check) {
        return asGiven(check.apply(asVector(given)), given);
    }

    /** @throws IllegalArgumentException, MLlib's, if the column is missing or holds no vectors or arrays of numbers */
    void requireVectors(StructType schema) {
        SchemaUtils.checkColumnType(asVector(schema), name, SQLDataTypes.VectorType(), "");
    }

    /** The schema with arrays of numbers called vectors. */
    private StructType asVector(StructType schema) {
        StructField[] fields = schema.fields().clone();
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].name().equals(name) && isNumbers(fields[i])) {
                fields[i] =
                        new StructField(name, SQLDataTypes.VectorType(), fields[i].nullable(), fields[i].metadata());
            }
        }
        return new StructType(fields);
    }

    /** {@code checked}, with this column as {@code given} has it. */
    private StructType asGiven(StructType checked, StructType given) {
        StructField[] fields = checked.fields().clone();
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].name().equals(name)) {
                fields[i] = given.apply(name);
            }
        }
        return new StructType(fields);
    }

    private static boolean isNumbers(StructField field) {
        return field.dataType() instanceof ArrayType array && array.elementType() instanceof NumericType;
    }

    /** Throws if the column's attributes say that it does not hold as many features as it must. */
    void checkSize(StructType schema, int features) {
        OptionalInt size = size(schema);
        check(size.isEmpty() || size.getAsInt() == features, name, size.orElse(0) + " features", "be " + features);
    }

    /** How many features there are, where the column's attributes say so. */
    OptionalInt size(StructType schema) {
        int size = AttributeGroup.fromStructField(asVector(schema).apply(name)).size();
        return size < 0 ? OptionalInt.empty() : OptionalInt.of(size);
    }

    /**
     * The numbers of one row, as they are.
     *
     * @throws InvalidValueException if there are others than {@code features} numbers in the range of floats
     */
    static double[] numbers(String column, @Nullable Object value, int features) {
        double[] numbers = new double[features];
        if (value instanceof Vector vector) {
            checkLength(column, vector.size(), features);
            double[] given = vector.toArray();
            for (int i = 0; i < features; i++) {
                put(column, numbers, i, given[i]);
            }
        } else if (value instanceof Seq<?> array) {
            checkLength(column, array.size(), features);
            int i = 0;
            for (Iterator<?> given = array.iterator(); given.hasNext(); i++) {
                put(column, numbers, i, given.next());
            }
        } else {
            check(false, column, value, "hold " + features + " numbers");
        }
        return numbers;
    }

    private static void checkLength(String column, int found, int features) {
        if (found != features) {
            throw new InvalidValueException(column, found + " features", "be " + features);
        }
    }

    private static void put(String column, double[] numbers, int i, @Nullable Object value) {
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        check(Float.isFinite((float) number), column, value, "be finite numbers in float32 range");
        numbers[i] = number;
    }
}
