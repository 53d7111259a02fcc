package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is written as an object, and may share that object with an owner. */
interface ObjectReader extends Reader {
    /** Reads its own keys, and leaves those in {@code taken} alone. */
    @Nullable
    Object read(ObjectNode node, Set<String> taken, KeyPath path, Problems problems);

    @Override
    default @Nullable Object read(JsonNode node, KeyPath path, Problems problems) {
        if (node instanceof ObjectNode object) {
            return read(object, Set.of(), path, problems);
        }
        problems.invalid(path, node, "be an object");
        return null;
    }
}
