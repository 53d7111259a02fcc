package io.espalier.spark.ml;

import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Params;

/** How the features of a row lie. */
public interface ImageParams extends Params {
    default IntArrayParam inputShape() {
        return new IntArrayParam(
                this,
                "inputShape",
                "channels, height and width of the image that a row's features are (undefined: a vector)");
    }

    default int[] getInputShape() {
        return getOrDefault(inputShape());
    }
}
