package io.espalier.metric;

import io.espalier.data.ValueTargets;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Outputs beside the numbers that they are to be. Scores are in the user's units, those of several columns their mean; all
 * is computed in double, example by example in order. The arrays are shared, not copied.
 */
public final class ValuePredictions implements Predictions {
    private final float[] outputs;
    private final ValueTargets targets;
    private final int columns;
    private final double[] shift;
    private final double[] scale;

    /**
     * @param outputs row-major (examples, columns), as targets are scaled
     * @throws NonFiniteLogitsException if one is infinite or not a number
     * @throws IllegalArgumentException if there is no example, or the two do not fit each other
     */
    public ValuePredictions(float[] outputs, ValueTargets targets) {
        this.columns = targets.outputs();
        if (targets.size() == 0 || outputs.length != (long) targets.size() * columns) {
            throw new IllegalArgumentException("Invalid outputs: " + outputs.length + " numbers (must be " + columns
                    + " for each of " + targets.size() + " examples, at least one)");
        }
        for (int i = 0; i < outputs.length; i++) {
            if (!Float.isFinite(outputs[i])) {
                throw new NonFiniteLogitsException(i / columns, outputs[i]);
            }
        }
        this.outputs = outputs;
        this.targets = targets;
        this.shift = targets.scaling().shift();
        this.scale = targets.scaling().scale();
    }

    @Override
    public int size() {
        return targets.size();
    }

    /** As targets are scaled, so that columns of other units count alike. */
    @Override
    public double[] answer(int example) {
        double[] answer = new double[columns];
        Arrays.setAll(answer, column -> outputs[example * columns + column]);
        return answer;
    }

    @Override
    public OptionalInt decision(int example) {
        return OptionalInt.empty();
    }

    /** Prediction less target in the user's units; taken scaled, where no large offset is in the way. */
    private double error(int example, int column) {
        double target = (targets.value(example, column) - shift[column]) / scale[column];
        return scale[column] * (outputs[example * columns + column] - target);
    }

    @Override
    public OptionalDouble score(Score score) {
        return score.of(this);
    }

    /** A score of each column, their mean. */
    double meanOverColumns(IntToDoubleFunction score) {
        return IntStream.range(0, columns).mapToDouble(score).sum() / columns;
    }

    /** RMSE of a column. */
    double rootMeanSquare(int column) {
        return Math.sqrt(meanSquare(column));
    }

    private double meanSquare(int column) {
        return mean(column, error -> error * error);
    }

    /** MAE of a column. */
    double meanMagnitude(int column) {
        return mean(column, Math::abs);
    }

    /** Of a function of a column's errors. */
    private double mean(int column, DoubleUnaryOperator loss) {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += loss.applyAsDouble(error(i, column));
        }
        return sum / size();
    }

    /** R2 of a column; not finite where it does not vary. */
    double determination(int column) {
        if (IntStream.range(0, size()).allMatch(i -> targets.value(i, column) == targets.value(0, column))) {
            return Double.NaN;
        }
        double mean = 0;
        for (int i = 0; i < size(); i++) {
            mean += targets.value(i, column) / size();
        }
        double squares = 0;
        for (int i = 0; i < size(); i++) {
            squares += (targets.value(i, column) - mean) * (targets.value(i, column) - mean);
        }
        return 1 - size() * meanSquare(column) / squares;
    }

    /**
     * Of the mean RMSE over examples, by the delta method: each example moves the RMSE of a column by (e^2 - MSE) / (2 RMSE)
     * over the number of examples.
     */
    double standardErrorOfRootMeanSquare() {
        double[] rmse = new double[columns];
        Arrays.setAll(rmse, this::rootMeanSquare);
        double squares = 0;
        for (int i = 0; i < size(); i++) {
            double influence = 0;
            for (int column = 0; column < columns; column++) {
                double error = error(i, column);
                double r = rmse[column];
                influence += r == 0 ? 0 : (error * error - r * r) / (2 * r * columns);
            }
            squares += influence * influence;
        }
        return size() < 2 ? 0 : Math.sqrt(squares / (size() - 1.0) / size());
    }

    /** What is trained: the mean square of what is scaled. */
    double loss() {
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            double error = (double) outputs[i] - targets.scaled()[i];
            sum += error * error;
        }
        return sum / outputs.length;
    }
}
