package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong in one file, each problem once, in the order found. */
public final class Problems {
    private static final int SHOWN = 80;
    private final Set<String> messages = new LinkedHashSet<>();

    public void invalid(KeyPath path, String detail) {
        messages.add("Invalid " + path + ": " + detail);
    }

    public void invalid(KeyPath path, JsonNode value, String must) {
        invalid(path, show(value) + " (must " + must + ")");
    }

    public void cannot(String what) {
        messages.add("Cannot " + what);
    }

    public void notOneOf(KeyPath path, String value, Collection<String> known) {
        invalid(path, shorten(value) + " (must be " + Suggestions.of(known).insteadOf(value) + ")");
    }

    public void unknownKey(KeyPath path, String key, Collection<String> known) {
        invalid(path.key(key), "unknown key (must be " + Suggestions.of(known).insteadOf(key) + ")");
    }

    public void addAll(Problems others) {
        messages.addAll(others.messages);
    }

    List<String> list() {
        return List.copyOf(messages);
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** @throws ConfigException if there are any, or no value came of it */
    public <T> T valueOrThrow(@Nullable T value, String source) {
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
