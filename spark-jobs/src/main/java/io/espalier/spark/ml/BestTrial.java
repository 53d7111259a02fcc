package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.InvalidValueException;
import io.espalier.metric.DataPart;
import io.espalier.metric.Direction;
import io.espalier.pareto.Objective;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Chooses one trial: of those that completed, controls too, the best in one column among those that meet all
 * conditions; of equal ones that with the first id. The columns of the test part are not there to choose by.
 */
record BestTrial(Objective objective, List<String> conditions) {
    /** @param column as in {@code bytes}, for the least, or {@code bytes:max} */
    static BestTrial of(String column, List<String> conditions) {
        Objective objective = Objective.by(column);
        objective.checkNotOfTest("column");
        return new BestTrial(objective, conditions);
    }

    static BestTrial of(SweepParams params) {
        return of(
                params.getBestBy(), params.isDefined(params.bestWhere()) ? List.of(params.getBestWhere()) : List.of());
    }

    /** @throws IllegalArgumentException if a column is not there or no trial meets the conditions */
    Row in(Dataset<Row> trials) {
        Dataset<Row> chosen = candidates(trials);
        for (String condition : conditions) {
            chosen = where(chosen, condition);
        }
        check(
                Arrays.asList(chosen.columns()).contains(objective.column()),
                "column",
                objective.column(),
                "be a column of the trials table");
        Column column = functions.col(objective.column());
        Column order = objective.direction() == Direction.MINIMIZE ? column.asc() : column.desc();
        List<Row> best = chosen.where(column.isNotNull())
                .orderBy(order, functions.col("trial_id"))
                .takeAsList(1);
        if (best.isEmpty()) {
            throw new IllegalArgumentException("Cannot choose a trial: none completed"
                    + (conditions.isEmpty() ? "" : " with " + String.join(" and ", conditions)));
        }
        return best.get(0);
    }

    /** A table of its own: Spark would find a column that was merely dropped. */
    private static Dataset<Row> candidates(Dataset<Row> trials) {
        String[] test =
                Arrays.stream(trials.columns()).filter(DataPart.TEST::has).toArray(String[]::new);
        Dataset<Row> kept = trials.where("state = 'COMPLETED'").drop(test);
        return trials.sparkSession().createDataFrame(kept.toJavaRDD(), kept.schema());
    }

    private static Dataset<Row> where(Dataset<Row> trials, String condition) {
        try {
            return trials.where(condition);
        } catch (Exception e) { // Scala throws AnalysisException without saying so
            throw new InvalidValueException(
                    "condition",
                    condition,
                    "be an SQL condition on columns of the trials table, test columns excluded");
        }
    }
}
