package io.espalier.result;

import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Has Jackson demand every component of a record, but those marked {@link Nullable}, which are null where they lack. */
final class RequiredComponents extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        if (member instanceof AnnotatedParameter parameter
                && parameter.getOwner() instanceof AnnotatedConstructor constructor
                && constructor.getDeclaringClass().isRecord()) {
            return isRequired(constructor, parameter.getIndex());
        }
        return super.hasRequiredMarker(member);
    }

    private static boolean isRequired(AnnotatedConstructor constructor, int index) {
        RecordComponent[] components = constructor.getDeclaringClass().getRecordComponents();
        return index < components.length
                && !components[index].getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
