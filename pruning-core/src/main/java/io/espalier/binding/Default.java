package io.espalier.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value a component takes when the YAML leaves it out. It is left out of canonical JSON again, so a record can gain
 * a component with a default and keep every old text. For the same reason a default never changes: old texts mean it.
 * Written as canonical JSON, a name without quotes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    String value();
}
