package io.espalier.export;

import io.espalier.network.Node;
import io.espalier.network.op.OperatorTable;
import java.io.IOException;
import java.util.List;

/** A network cannot be exported. The message reads {@code Cannot export <format>: <reason>}. */
public class ExportException extends IOException {
    private static final long serialVersionUID = 1L;

    public ExportException(String format, String reason) {
        super("Cannot export " + format + ": " + reason);
    }

    public ExportException(String format, Throwable cause) {
        super("Cannot export " + format + ": " + cause.getMessage(), cause);
    }

    /** Refuses a network with an operator that a format has no way to say. */
    public static void requireOperators(String format, List<Node> nodes, OperatorTable<?> table)
            throws ExportException {
        for (Node node : nodes) {
            if (!table.has(node.op())) {
                throw new ExportException(
                        format,
                        "it has no " + node.op().type() + " operator (node " + node.name() + " of the network)");
            }
        }
    }
}
