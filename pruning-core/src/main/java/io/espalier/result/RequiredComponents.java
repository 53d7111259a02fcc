package io.espalier.result;

import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.espalier.binding.Component;
import io.espalier.binding.RecordSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has Jackson demand every component of a record, but those marked nullable, which are null where they lack. */
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
        List<Component> components =
                RecordSchema.of(constructor.getDeclaringClass()).components();
        return index < components.size() && !components.get(index).isOptional();
    }
}
