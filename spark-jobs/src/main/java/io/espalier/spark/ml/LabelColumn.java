package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import java.util.OptionalInt;
import org.apache.spark.ml.util.MetadataUtils;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** A column of labels 0, 1, ..., K - 1. */
record LabelColumn(String name) {
    /** As MLlib has it: a label by mistake shall not make a network of a million outputs. */
    private static final int MOST_INFERRED = 100;

    /** The number of classes, where the column's attributes say so, as those of StringIndexer do. */
    OptionalInt classes(StructType schema) {
        Option<Object> known = MetadataUtils.getNumClasses(schema.apply(name));
        if (known.isEmpty()) {
            return OptionalInt.empty();
        }
        int classes = (int) known.get();
        check(classes >= 2, name, classes + " classes", "be 2 or more");
        return OptionalInt.of(classes);
    }

    /** The number of classes, told by the attributes or else by the largest label, which has to be one of them. */
    int classes(StructType schema, int largest) {
        OptionalInt known = classes(schema);
        if (known.isPresent()) {
            check(largest < known.getAsInt(), name, largest, "be in 0.." + (known.getAsInt() - 1));
            return known.getAsInt();
        }
        check(largest > 0, name, "0 in all rows", "have two or more classes");
        check(
                largest < MOST_INFERRED,
                name,
                largest,
                "be below " + MOST_INFERRED + ", unless the column's metadata give the number of classes, as"
                        + " StringIndexer writes it");
        return largest + 1;
    }
}
