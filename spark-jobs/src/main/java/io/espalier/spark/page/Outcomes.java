package io.espalier.spark.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.table.SweepSql;
import java.sql.SQLException;

/** How far the sweep is: what its present file asks for, when trials ended and why some did not complete. */
final class Outcomes {
    private static final String PRESENT = """
            WITH present AS (
              SELECT trial_id, control FROM grid WHERE grid = (SELECT max(grid) FROM grid)
              UNION ALL SELECT trial_id, control FROM plan WHERE (SELECT count(*) FROM grid) = 0)
            """;
    private static final String PLANNED =
            PRESENT + "SELECT coalesce(control, 'candidate'), count(*) FROM present GROUP BY ALL ORDER BY 2 DESC, 1";
    private static final String ENDED = PRESENT + """
            SELECT state, epoch(finished_at::TIMESTAMP), train_seconds FROM present JOIN trials USING (trial_id)
            WHERE finished_at IS NOT NULL ORDER BY 2
            """;
    private static final String FAILED = PRESENT + """
            SELECT trial_id, state, error_code, error_message, t.axes
            FROM present JOIN trials t USING (trial_id) WHERE state <> 'COMPLETED' ORDER BY finished_at, trial_id LIMIT 500
            """;

    private Outcomes() {}

    static ObjectNode json(SweepSql sql) throws SQLException {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("planned", Rows.json(sql.query(PLANNED)).path("rows"));
        tree.set("ended", Rows.json(sql.query(ENDED)).path("rows"));
        tree.set("failures", Rows.json(sql.query(FAILED)).path("rows"));
        return tree;
    }
}
