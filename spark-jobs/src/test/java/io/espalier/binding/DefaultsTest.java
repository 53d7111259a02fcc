package io.espalier.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The defaults of all records of both modules, whether a test's config leaves them out or not. */
class DefaultsTest {
    private final Binder binder = Binder.ofContext();

    static Stream<Class<?>> records() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.espalier").stream()
                        .map(JavaClass::reflect)
                        .filter(type -> type.isRecord()
                                && Arrays.stream(type.getRecordComponents())
                                        .anyMatch(component -> component.isAnnotationPresent(Default.class)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void areValuesOfTheirComponents(Class<?> type) {
        for (Component component : RecordSchema.of(type).components()) {
            JsonNode preset = component.defaultTree();
            if (preset != null) {
                Problems problems = new Problems();
                assertThat(binder.read(component.type(), preset, KeyPath.ROOT.key(component.key()), problems))
                        .as("default of %s", component.key())
                        .isNotNull();
                problems.valueOrThrow(type, type.getName());
            }
        }
    }
}
