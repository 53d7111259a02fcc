package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Options of a data source of Spark. Those that nobody may see are not in a sweep file, nor in what is kept of it: it names the
 * environment variables that hold them.
 *
 * @param open what may be seen
 * @param secrets the environment variable of each of the others
 */
record SourceOptions(Map<String, JsonNode> open, Map<String, String> secrets) {
    private static final String MASK = "***";
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passwd|passphrase|pwd|token|secret|credential|private.?key|access.?key|account.?key|api.?key|sas).*");
    private static final Pattern VALUE = Pattern.compile(
            "(?i).*(//[^/@\\s]*:[^/@\\s]*@|(password|passwd|pwd|token|secret|access.?key|account.?key|api.?key|sig)\\s*=).*",
            Pattern.DOTALL);

    SourceOptions {
        open.forEach(SourceOptions::checkOpen);
        check(
                Collections.disjoint(open.keySet(), secrets.keySet()),
                "secrets",
                secrets.keySet(),
                "be no options besides");
        open = Collections.unmodifiableMap(new LinkedHashMap<>(open));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    }

    private static void checkOpen(String name, JsonNode value) {
        boolean secret =
                NAME.matcher(name).matches() || VALUE.matcher(value.asText()).matches();
        check(
                !secret,
                "options." + name,
                MASK,
                "not hold a password or token: secrets: { " + name
                        + ": VARIABLE } takes it from that environment variable");
        check(value.isValueNode() && !value.isNull(), "options." + name, value, "be text, a number, true or false");
    }

    /**
     * All of them.
     *
     * @param environment value of a variable; null where it is not set
     * @throws IOException if a variable is not set
     */
    Map<String, String> values(Environment environment) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        open.forEach((name, value) -> all.put(name, value.asText()));
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            String value = environment.get(secret.getValue());
            if (value == null) {
                throw new IOException("environment variable " + secret.getValue() + " is not set (must hold the option "
                        + secret.getKey() + ")");
            }
            all.put(secret.getKey(), value);
        }
        return all;
    }

    /** A message in which no secret is to be read. */
    UnaryOperator<String> mask(Environment environment) {
        return message -> {
            String masked = message;
            for (String variable : secrets.values()) {
                String value = environment.get(variable);
                masked = value == null || value.isEmpty() ? masked : masked.replace(value, MASK);
            }
            return masked;
        };
    }

    /** Variables by name. */
    @FunctionalInterface
    interface Environment {
        @Nullable
        String get(String variable);
    }
}
