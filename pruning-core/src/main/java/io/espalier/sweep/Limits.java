package io.espalier.sweep;

import static io.espalier.binding.InvalidValueException.check;

import java.io.Serializable;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a trial may use before it is stopped. Limits are not part of a trial: under other limits it has the same numbers.
 *
 * @param seconds wall time of the training of a trial, wherever it ran, and of all other work since the last stored
 *     snapshot, including the evaluation; time while the process is suspended does not count; null for no limit
 * @param memory memory that training may use, as in 900m or 2g: a trial that needs more for its weights, moments and
 *     activations is not started; null for no limit
 */
public record Limits(@Nullable Double seconds, @Nullable String memory) implements Serializable {
    /** Nothing is limited. */
    public static final Limits NONE = new Limits(null, null);

    private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,5}[mg]");
    private static final int MEBI = 20;
    private static final int GIBI = 30;

    public Limits {
        check(seconds == null || seconds > 0, "seconds", seconds, "be above 0");
        check(memory == null || SIZE.matcher(memory).matches(), "memory", memory, "be a size, as in 900m or 2g");
    }

    /** The memory in bytes. */
    public OptionalLong bytes() {
        if (memory == null) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(memory.substring(0, memory.length() - 1));
        return OptionalLong.of(number << (memory.endsWith("g") ? GIBI : MEBI));
    }
}
