package io.espalier.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Options as large as their type allows: every family builds a network of them, or says what is wrong. */
class LargeNumbersTest {
    private static final int[] LARGE = {
        1_000, 1_000_000, Integer.MAX_VALUE - 5, Integer.MAX_VALUE - 1, Integer.MAX_VALUE
    };
    private static final List<Shape> INPUTS = List.of(new Shape(3, 32, 32), Shape.vector(16));

    static Stream<NetworkFamily> families() {
        return ZooTest.families().filter(family -> family.getClass().isRecord());
    }

    @ParameterizedTest
    @MethodSource("families")
    void areBuiltOrRefused(NetworkFamily family) throws ReflectiveOperationException {
        for (RecordComponent component : family.getClass().getRecordComponents()) {
            if (component.getType() == int.class) {
                for (int large : LARGE) {
                    assertBuiltOrRefused(family, component, large);
                }
            }
        }
    }

    private static void assertBuiltOrRefused(NetworkFamily family, RecordComponent option, int value)
            throws ReflectiveOperationException {
        for (Shape input : INPUTS) {
            try {
                Network network = with(family, option, value).build(input, 10);
                assertThat(network.parameters()).as("%s %s", option, value).isPositive();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageMatching("(?s)(Invalid|Cannot) .*");
            }
        }
    }

    private static NetworkFamily with(NetworkFamily family, RecordComponent option, int value)
            throws ReflectiveOperationException {
        List<Class<?>> types = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : family.getClass().getRecordComponents()) {
            types.add(component.getType());
            values.add(
                    component.equals(option)
                            ? (Object) value
                            : component.getAccessor().invoke(family));
        }
        Constructor<?> constructor = family.getClass().getDeclaredConstructor(types.toArray(Class[]::new));
        try {
            return (NetworkFamily) constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw e;
        }
    }

    @Test
    void networksOfEndlesslyManyNodesAreRefused() {
        assertThatThrownBy(() -> new VitTiny(4, Integer.MAX_VALUE, 192, 3).build(new Shape(3, 32, 32), 10))
                .hasMessageMatching("Cannot build vit-tiny .*, it has more than 100000 nodes");
    }
}
