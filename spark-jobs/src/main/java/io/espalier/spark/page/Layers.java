package io.espalier.spark.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.table.SweepSql;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers of each trial: what the dense layer is by its number, then nonzero weights, live units and nonzero MACs.
 */
final class Layers {
    private static final int DENSE = 6;
    private static final String ROWS = """
            SELECT trial_id, layer, op, shape, weights, units, macs, nonzeros, units_kept, nonzero_macs
            FROM layers ORDER BY trial_id, position
            """;

    private Layers() {}

    static ObjectNode json(SweepSql sql, TrialIndex index) throws SQLException {
        Map<List<?>, Integer> kinds = new LinkedHashMap<>();
        ObjectNode trials = JsonNodeFactory.instance.objectNode();
        for (List<?> row : sql.query(ROWS).rows()) {
            Optional<Integer> trial = index.number(row.get(0));
            if (trial.isPresent()) {
                ArrayNode layer = trials.withArray("/" + trial.get());
                layer.add(kinds.computeIfAbsent(List.copyOf(row.subList(1, DENSE + 1)), kind -> kinds.size()));
                row.subList(DENSE + 1, row.size()).forEach(number -> layer.add(((Number) number).longValue()));
            }
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putArray("kinds");
        kinds.keySet().forEach(tree.withArray("kinds")::addPOJO);
        return tree.set("trials", trials);
    }
}
