package io.espalier.spark.table;

import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * One column of a table.
 *
 * @param name in snake case
 * @param nullable whether a row may have no value in it
 */
public record Column(String name, Kind kind, boolean nullable) {
    /** What a column holds. */
    public enum Kind {
        STRING("VARCHAR", PrimitiveTypeName.BINARY),
        INT64("BIGINT", PrimitiveTypeName.INT64),
        INT32("INTEGER", PrimitiveTypeName.INT32),
        DOUBLE("DOUBLE", PrimitiveTypeName.DOUBLE),
        BOOLEAN("BOOLEAN", PrimitiveTypeName.BOOLEAN);

        private static final Map<Class<?>, Kind> OF_JAVA = Map.of(
                String.class, STRING,
                long.class, INT64,
                Long.class, INT64,
                int.class, INT32,
                Integer.class, INT32,
                double.class, DOUBLE,
                Double.class, DOUBLE,
                boolean.class, BOOLEAN,
                Boolean.class, BOOLEAN);

        private final String sql;
        private final PrimitiveTypeName parquet;

        Kind(String sql, PrimitiveTypeName parquet) {
            this.sql = sql;
            this.parquet = parquet;
        }

        /** The kind of column that holds values of a Java type; enums are held by name. */
        static Kind of(Class<?> type) {
            Kind kind = type.isEnum() ? STRING : OF_JAVA.get(type);
            if (kind == null) {
                throw new IllegalArgumentException("no column holds a " + type.getName());
            }
            return kind;
        }

        /** The type's name in SQL. */
        public String sql() {
            return sql;
        }
    }

    /** Whether its values can be read from a file's column: one of its type, which may demand a value where it does not. */
    boolean reads(Type inFile) {
        return inFile.equals(parquetType()) || inFile.equals(new Column(name, kind, false).parquetType());
    }

    Type parquetType() {
        Types.PrimitiveBuilder<?> builder = nullable ? Types.optional(kind.parquet) : Types.required(kind.parquet);
        return (Type) builder.as(kind == Kind.STRING ? LogicalTypeAnnotation.stringType() : null)
                .named(name);
    }

    void write(Object value, RecordConsumer parquet) {
        switch (kind) {
            case STRING -> parquet.addBinary(Binary.fromString((String) value));
            case INT64 -> parquet.addLong((long) value);
            case INT32 -> parquet.addInteger((int) value);
            case DOUBLE -> parquet.addDouble((double) value);
            case BOOLEAN -> parquet.addBoolean((boolean) value);
        }
    }
}
