package io.espalier.binding;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a record is named within its family. A family is an interface, sealed or open; a record that implements one is a
 * variant wherever it stands.
 *
 * @param name as in {@link Name}, else the class name in kebab-case
 * @param tag the key that holds the name, as in {@link Tagged}; null where the name itself is the key
 */
public record Variant(String name, @Nullable String tag) {
    /** Empty for a record outside all families. */
    static Optional<Variant> of(Class<?> type) {
        boolean belongs = Arrays.stream(type.getInterfaces())
                .anyMatch(family -> !family.getPackageName().startsWith("java."));
        return belongs ? Optional.of(new Variant(nameOf(type), tagOf(type))) : Optional.empty();
    }

    /** The tag of a family or of one of its variants; null if it has none. */
    public static @Nullable String tagOf(Class<?> type) {
        return family(type)
                .map(family -> family.getAnnotation(Tagged.class))
                .filter(tagged -> tagged != null)
                .map(Tagged::value)
                .findFirst()
                .orElse(null);
    }

    /** The name of a variant, as in YAML. */
    public static String nameOf(Object variant) {
        return nameOf(variant.getClass());
    }

    /** The name of a variant's class, as in YAML. */
    public static String nameOf(Class<?> type) {
        Name name = type.getAnnotation(Name.class);
        return name == null ? Spelling.of(type.getSimpleName()) : name.value();
    }

    private static Stream<Class<?>> family(Class<?> type) {
        return Stream.concat(
                Stream.of(type), Arrays.stream(type.getInterfaces()).flatMap(Variant::family));
    }
}
