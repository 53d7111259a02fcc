package io.espalier.spark.baseline;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.baseline.Coefficients;
import io.espalier.binding.Default;
import io.espalier.data.Dataset;
import io.espalier.network.NetworkFamily;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.sql.Row;

/**
 * Multinomial logistic regression with an elastic net (Zou and Hastie 2005; Friedman, Hastie and Tibshirani 2010), by
 * MLlib: the mean of -log softmax(W x + b)_y, plus lambda (alpha |W|_1 + (1 - alpha) / 2 |W|_2^2). Weights that the lasso
 * part puts to 0 are exactly 0. Params and defaults are MLlib's.
 *
 * @param regParam lambda, at least 0
 * @param elasticNetParam alpha: 0 is ridge, 1 is lasso
 * @param maxIter largest number of iterations of L-BFGS, or of OWL-QN where there is a lasso part
 * @param tol relative change of the objective below which the iteration stops
 * @param standardization whether the penalty applies to coefficients of features scaled to standard deviation 1
 */
public record LogisticRegression(
        @Default("0") double regParam,
        @Default("0") double elasticNetParam,
        @Default("100") int maxIter,
        @Default("0.000001") double tol,
        @Default("true") boolean standardization)
        implements MllibBaseline<LogisticRegressionModel> {
    public LogisticRegression {
        check(regParam >= 0, "reg-param", regParam, "be at least 0");
        check(elasticNetParam >= 0 && elasticNetParam <= 1, "elastic-net-param", elasticNetParam, "be in [0, 1]");
        check(maxIter >= 0, "max-iter", maxIter, "be at least 0");
        check(tol >= 0, "tol", tol, "be at least 0");
    }

    public LogisticRegression() {
        this(0, 0, 100, 1e-6, true);
    }

    @Override
    public NetworkFamily network() {
        return new Mlp(List.of(), Mlp.Activation.RELU);
    }

    @Override
    public LogisticRegressionModel fit(org.apache.spark.sql.Dataset<Row> rows, Dataset train, RandomKey key) {
        return new org.apache.spark.ml.classification.LogisticRegression()
                .setFamily("multinomial")
                .setRegParam(regParam)
                .setElasticNetParam(elasticNetParam)
                .setMaxIter(maxIter)
                .setTol(tol)
                .setStandardization(standardization)
                .fit(rows);
    }

    @Override
    public Coefficients coefficients(LogisticRegressionModel model, Dataset train) {
        Matrix weights = model.coefficientMatrix();
        double[] rowByRow = weights.transpose().toArray(); // which is column by column
        return new Coefficients(
                List.of(new Coefficients.Layer(rowByRow, model.interceptVector().toArray())));
    }
}
