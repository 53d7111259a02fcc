package io.espalier.spark.ml;

import static io.espalier.schema.InvalidValueException.check;

import java.util.OptionalInt;
import org.apache.spark.ml.util.MetadataUtils;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** A column of labels 0, 1, ..., K - 1. */
final class LabelColumn {
    private LabelColumn() {}

    /** The number of classes, where the column's attributes say so, as those of StringIndexer do. */
    static OptionalInt classes(StructType schema, String name) {
        Option<Object> known = MetadataUtils.getNumClasses(schema.apply(name));
        if (known.isEmpty()) {
            return OptionalInt.empty();
        }
        int classes = (int) known.get();
        check(classes >= 2, name, classes + " classes", "be 2 or more");
        return OptionalInt.of(classes);
    }
}
