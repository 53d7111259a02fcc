package io.espalier.config;

import java.util.List;

/** A file that cannot be used, with everything that is wrong in it. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final List<String> problems;

    /** @param source what was read: a file, or a sweep by name */
    public ConfigException(String source, List<String> problems) {
        super("Cannot use " + source + ":\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One message a problem, each reading {@code Invalid <path>: <value> (must ...)} or {@code Cannot ...}. */
    public List<String> problems() {
        return problems;
    }
}
