package io.espalier.spark.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.table.SweepSql;
import java.sql.SQLException;
import java.util.List;

/** The trials that a candidate's trial is compared with: by trial, then by control, their numbers. */
final class Siblings {
    private static final String PAIRS =
            "SELECT trial_id, control, control_trial FROM comparisons ORDER BY trial_id, control";

    private Siblings() {}

    static ObjectNode json(SweepSql sql, TrialIndex index) throws SQLException {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        for (List<?> pair : sql.query(PAIRS).rows()) {
            index.number(pair.get(0)).ifPresent(trial -> index.number(pair.get(2))
                    .ifPresent(control -> tree.withObject("/" + trial).put(String.valueOf(pair.get(1)), control)));
        }
        return tree;
    }
}
