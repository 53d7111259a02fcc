package io.espalier.spark.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.table.QueryResult;
import org.jspecify.annotations.Nullable;

/** The rows of a query as they are. */
final class Rows {
    private Rows() {}

    static ObjectNode json(QueryResult result) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        result.columns().forEach(tree.putArray("columns")::add);
        ArrayNode rows = tree.putArray("rows");
        result.rows().forEach(row -> {
            ArrayNode cells = rows.addArray();
            row.forEach(cell -> add(cells, cell));
        });
        return tree;
    }

    private static void add(ArrayNode cells, @Nullable Object cell) {
        if (cell instanceof Number number) {
            cells.add(Numbers.node(number.doubleValue()));
        } else {
            cells.add(cell == null ? null : cell.toString());
        }
    }
}
