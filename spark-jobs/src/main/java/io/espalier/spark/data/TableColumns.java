package io.espalier.spark.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** The columns of a table, looked up by exact name. */
record TableColumns(StructType schema) {

    /** @throws IOException if it is missing, or neither a number, an array of numbers nor a vector */
    Column feature(String name) throws IOException {
        DataType type = typeOf(name);
        DataType element = type instanceof ArrayType array ? array.elementType() : type;
        if (!(element instanceof NumericType) && !type.equals(SQLDataTypes.VectorType())) {
            throw new IOException("column " + name + " is of type " + type.simpleString()
                    + " (must be a number, an array of numbers or a vector)");
        }
        return quoted(name);
    }

    /** @throws IOException if it is missing, or neither a number nor a string */
    Column label(String name) throws IOException {
        DataType type = typeOf(name);
        if (!(type instanceof NumericType) && !isText(name)) {
            throw new IOException(
                    "column " + name + " is of type " + type.simpleString() + " (must be a number or a string)");
        }
        return quoted(name);
    }

    boolean isText(String name) {
        return schema.apply(name).dataType() instanceof StringType;
    }

    private DataType typeOf(String name) throws IOException {
        String[] names = schema.fieldNames();
        if (!Arrays.asList(names).contains(name)) {
            LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
            String closest = Arrays.stream(names)
                    .min(Comparator.comparing(candidate -> distance.apply(name, candidate)))
                    .map(candidate -> "; did you mean " + candidate + "?")
                    .orElse("");
            throw new IOException("no column " + name + " (must be one of " + String.join(", ", names) + closest + ")");
        }
        return schema.apply(name).dataType();
    }

    private static Column quoted(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }
}
