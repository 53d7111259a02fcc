package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong in one file, each problem once, in the order found. */
final class Problems {
    private static final int SHOWN = 80;
    private final Set<String> messages = new LinkedHashSet<>();

    void invalid(KeyPath path, String detail) {
        messages.add("Invalid " + path + ": " + detail);
    }

    void invalid(KeyPath path, JsonNode value, String must) {
        invalid(path, show(value) + " (must " + must + ")");
    }

    void cannot(String what) {
        messages.add("Cannot " + what);
    }

    void notOneOf(KeyPath path, String value, Collection<String> known) {
        invalid(path, shorten(value) + " (must be " + Alternatives.of(known).insteadOf(value) + ")");
    }

    void unknownKey(KeyPath path, String key, Collection<String> known) {
        invalid(path.key(key), "unknown key (must be " + Alternatives.of(known).insteadOf(key) + ")");
    }

    void addAll(Problems others) {
        messages.addAll(others.messages);
    }

    List<String> list() {
        return List.copyOf(messages);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** @throws ConfigException if there are any, or no value came of it */
    <T> T valueOrThrow(@Nullable T value, String source) {
        if (!isEmpty()) {
            throw new ConfigException(source, list());
        } else if (value == null) {
            throw new ConfigException(source, List.of("Cannot find a value: it is empty"));
        }
        return value;
    }

    static String show(JsonNode value) {
        return shorten(value.isTextual() ? value.textValue() : value.toString());
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
