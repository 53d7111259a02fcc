package io.espalier.binding;

import java.util.ArrayList;
import java.util.List;

/** A file that cannot be used, with everything that is wrong in it; its message shows the first {@value #SHOWN}. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;
    private final List<String> problems;

    /** @param source what was read: a file, or a sweep by name */
    public ConfigException(String source, List<String> problems) {
        super("Cannot use " + source + ":\n  " + String.join("\n  ", shown(problems)));
        this.problems = List.copyOf(problems);
    }

    private static List<String> shown(List<String> all) {
        List<String> shown = new ArrayList<>(all.subList(0, Math.min(SHOWN, all.size())));
        if (all.size() > SHOWN) {
            shown.add("and " + (all.size() - SHOWN) + " more problems");
        }
        return shown;
    }

    /** One message a problem, each reading {@code Invalid <path>: <value> (must ...)} or {@code Cannot ...}. */
    public List<String> problems() {
        return problems;
    }
}
