package io.espalier.spark.data;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of Parquet files, each file's added: those that Spark reads, and those that it cannot, with the reason. */
final class ParquetColumns {
    private final ParquetToSparkSchemaConverter converter;
    private final Map<String, StructField> readable = new LinkedHashMap<>();
    private final Map<String, String> firstFiles = new LinkedHashMap<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();

    ParquetColumns(SparkSession session) {
        converter = new ParquetToSparkSchemaConverter(session.sessionState().conf());
    }

    /** @throws IOException if two columns have one name */
    void add(String file, FileMetaData footer) throws IOException {
        requireDistinct(footer.getSchema());
        String written = footer.getKeyValueMetaData().get(ParquetReadSupport.SPARK_METADATA_KEY());
        if (written != null && DataType.fromJson(written) instanceof StructType schema) {
            List.of(schema.fields()).forEach(field -> add(file, field));
        } else {
            footer.getSchema().getFields().forEach(column -> add(file, column));
        }
    }

    private static void requireDistinct(MessageType schema) throws IOException {
        Set<String> names = new HashSet<>();
        for (Type column : schema.getFields()) {
            if (!names.add(column.getName())) {
                throw new IOException("two columns are called " + column.getName());
            }
        }
    }

    private void add(String file, Type column) {
        try {
            StructType schema = converter.convert(new MessageType("table", column));
            List.of(schema.fields()).forEach(field -> add(file, field));
        } catch (Exception e) { // a checked one that Scala does not declare
            unreadable.put(column.getName(), "of type " + type(column) + ", which Spark cannot read");
        }
    }

    private static String type(Type column) {
        return column.getLogicalTypeAnnotation() == null
                ? "group"
                : column.getLogicalTypeAnnotation().toString().toLowerCase(Locale.ROOT);
    }

    private void add(String file, StructField field) {
        String name = field.name();
        StructField first = readable.putIfAbsent(name, new StructField(name, field.dataType(), true, field.metadata()));
        firstFiles.putIfAbsent(name, file);
        if (first != null
                && !first.dataType().catalogString().equals(field.dataType().catalogString())) {
            unreadable.putIfAbsent(
                    name,
                    "of type " + first.dataType().catalogString() + " in " + firstFiles.get(name) + " and "
                            + field.dataType().catalogString() + " in " + file + " (must be of one type)");
        }
    }

    StructType readable() {
        return new StructType(readable.values().stream()
                .filter(field -> !unreadable.containsKey(field.name()))
                .toArray(StructField[]::new));
    }

    /** Columns by name, each with what its type is. */
    Map<String, String> unreadable() {
        return unreadable;
    }
}
