package io.espalier.spark.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** How much each row of a fit counts. */
public interface WeightParams extends Params {
    default Param<String> weightCol() {
        return new Param<>(
                this,
                "weightCol",
                "name of the column of how much each row counts in the loss, relative to the others (undefined: all"
                        + " alike)");
    }

    default String getWeightCol() {
        return getOrDefault(weightCol());
    }

    /** The column; null where all rows count alike. */
    default @Nullable String weightColumn() {
        return isDefined(weightCol()) ? getWeightCol() : null;
    }

    /** Throws if there is to be such a column, and it is not in the schema or not of numbers. */
    default void checkWeight(StructType schema) {
        if (isDefined(weightCol())) {
            SchemaUtils.checkNumericType(schema, getWeightCol(), "");
        }
    }
}
