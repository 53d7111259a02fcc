package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a number, a text or a truth value. */
record ScalarReader(Predicate<JsonNode> fits, Function<JsonNode, Object> value, Function<JsonNode, String> must)
        implements Reader {
    /** By class; a {@link JsonNode} stands for itself. */
    static Map<Class<?>, Reader> all() {
        Reader wholeInt = new ScalarReader(
                n -> n.canConvertToExactIntegral() && n.canConvertToInt(),
                JsonNode::intValue,
                n -> whole(n, Integer.MIN_VALUE, Integer.MAX_VALUE));
        Reader wholeLong = new ScalarReader(
                n -> n.canConvertToExactIntegral() && n.canConvertToLong(),
                JsonNode::longValue,
                n -> whole(n, Long.MIN_VALUE, Long.MAX_VALUE));
        Reader number = new ScalarReader(
                n -> n.isNumber() && Float.isFinite((float) n.doubleValue()),
                n -> n.doubleValue() + 0.0, // never -0
                n -> n.isNumber() ? "be in the range of 32-bit floats, +-3.4e38" : "be a number");
        Reader flag = new ScalarReader(JsonNode::isBoolean, JsonNode::booleanValue, n -> "be true or false");
        Map<Class<?>, Reader> all = new HashMap<>();
        all.put(int.class, wholeInt);
        all.put(Integer.class, wholeInt);
        all.put(long.class, wholeLong);
        all.put(Long.class, wholeLong);
        all.put(double.class, number);
        all.put(Double.class, number);
        all.put(boolean.class, flag);
        all.put(Boolean.class, flag);
        all.put(String.class, new ScalarReader(JsonNode::isTextual, JsonNode::textValue, n -> "be text"));
        all.put(JsonNode.class, (node, path, problems) -> node);
        return all;
    }

    private static String whole(JsonNode number, long least, long most) {
        return number.canConvertToExactIntegral() ? "be in " + least + ".." + most : "be a whole number";
    }

    @Override
    public @Nullable Object read(JsonNode node, KeyPath path, Problems problems) {
        if (fits.test(node)) {
            return value.apply(node);
        }
        problems.invalid(path, node, must.apply(node));
        return null;
    }
}
