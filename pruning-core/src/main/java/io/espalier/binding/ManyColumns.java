package io.espalier.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type whose values stand in several columns of numbers, each called the component, {@code _} and a name. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ManyColumns {
    /** Has a constructor without arguments. */
    Class<? extends Layout<?>> value();

    /** Takes values of a type apart and puts them together again. */
    interface Layout<T> {
        /** Of all columns, in order. */
        List<String> names();

        /** What stands in one of them. */
        @Nullable
        Double get(T value, String name);

        /** @param numbers by name, those that are not null */
        T of(Map<String, Double> numbers);
    }
}
