package io.espalier.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A short spelling of a record: a list in its place is that of one component. Canonical JSON spells the variant out. At
 * most one variant of a family has it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ListShorthand {
    /** The component's key. */
    String value();
}
