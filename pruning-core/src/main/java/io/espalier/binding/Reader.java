package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads a tree as a value of one type; where it cannot, it reports why and returns null. */
interface Reader {
    @Nullable
    Object read(JsonNode node, KeyPath path, Problems problems);
}
