package io.espalier.spark.ml;

import io.espalier.spark.data.ExampleRows.Invalid;
import java.util.Arrays;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** What becomes of rows with features or labels that are null, NaN, infinite, or not as many as they must be. */
public interface InvalidParams extends Params {
    String ERROR = "error";
    String SKIP = "skip";
    String KEEP = "keep";

    default Param<String> handleInvalid() {
        return new Param<>(
                this,
                "handleInvalid",
                "how to treat rows whose features are null, NaN, infinite or of the wrong length: error, skip"
                        + " (drop them), or keep (drop them in a fit, predict NaN for them)",
                ParamValidators.inArray(Arrays.asList(ERROR, SKIP, KEEP)));
    }

    default String getHandleInvalid() {
        return getOrDefault(handleInvalid());
    }

    /** What a fit does. */
    default Invalid invalidInFit() {
        return getHandleInvalid().equals(ERROR) ? Invalid.REFUSED : Invalid.LEFT_OUT;
    }
}
