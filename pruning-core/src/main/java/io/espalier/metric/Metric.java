package io.espalier.metric;

import static io.espalier.binding.InvalidValueException.check;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep measures of every trial's network, in addition to the columns that all trials have. Found by {@link
 * java.util.ServiceLoader}: a record whose components are its options, with a no-argument constructor for their defaults.
 *
 * <p>It is asked once for the validation part and once for the test part, so that no number mixes them: what it finds on
 * the test part can be reported and never be chosen by.
 */
public interface Metric {
    /**
     * Whether it takes times. They depend on the processor, which stands beside them, and not on examples: such a metric is
     * asked once, of the network, and what it finds is in no comparison of bits.
     */
    default boolean takesTime() {
        return false;
    }

    /**
     * At least one value, each with its own name and level, and the same names and levels whatever the subject. A pure
     * function: the same subject gives the same bits.
     */
    List<Value> measure(EvaluatedNetwork subject);

    /**
     * A number that was found.
     *
     * @param name in snake case
     * @param level of what was varied, as the amplitude of a noise; null where nothing was
     * @param value null where the subject has none, for want of a dense parent for example
     */
    record Value(
            String name, @Nullable Double level, @Nullable Double value) {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

        public Value {
            check(NAME.matcher(name).matches(), "name", name, "be in snake case");
            check(level == null || Double.isFinite(level), "level", level, "be finite");
            check(value == null || Double.isFinite(value), "value", value, "be finite");
        }
    }
}
