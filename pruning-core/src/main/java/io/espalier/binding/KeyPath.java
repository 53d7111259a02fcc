package io.espalier.binding;

import org.jspecify.annotations.Nullable;

/** Where in a file a value stands, as in {@code recipe[1].prune.sparsity}; spelled out only when somebody reads it. */
public record KeyPath(@Nullable KeyPath parent, String step) {
    public static final KeyPath ROOT = new KeyPath(null, "");

    public KeyPath key(String key) {
        return new KeyPath(this, key);
    }

    public KeyPath index(int index) {
        return new KeyPath(this, "[" + index + "]");
    }

    @Override
    public String toString() {
        String before = parent == null ? "" : parent.toString();
        return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
    }
}
