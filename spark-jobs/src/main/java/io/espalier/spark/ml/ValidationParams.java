package io.espalier.spark.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that a fit learns from, and that which says which rows are for validation. */
public interface ValidationParams extends InvalidParams {
    String getFeaturesCol();

    String getLabelCol();

    default Param<String> validationIndicatorCol() {
        return new Param<>(
                this,
                "validationIndicatorCol",
                "name of the column that says whether a row is used for validation (true) or training (false)");
    }

    default String getValidationIndicatorCol() {
        return getOrDefault(validationIndicatorCol());
    }

    /** Throws if there is to be such a column, and it is not in the schema or not of true and false. */
    default void checkIndicator(StructType schema) {
        if (isDefined(validationIndicatorCol())) {
            SchemaUtils.checkColumnType(schema, getValidationIndicatorCol(), DataTypes.BooleanType, "");
        }
    }
}
