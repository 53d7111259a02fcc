package io.espalier.spark.table;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record type within a row: takes its values apart and puts them together again.
 *
 * @param nullable whether the row may lack it; it does when a value that it needs is null
 */
record RecordNode(Constructor<?> constructor, List<Member> members, boolean nullable) {
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    /** A component: a column, or a record of more of them. */
    private sealed interface Member {
        Method accessor();

        /** The columns inside, in order. */
        Stream<Column> columns();

        /** Those of the columns that are missing without which no row can be built. */
        Stream<String> needed(Set<String> missing);
    }

    private record Leaf(Method accessor, Column column, boolean nullable) implements Member {
        @Override
        public Stream<Column> columns() {
            return Stream.of(column);
        }

        @Override
        public Stream<String> needed(Set<String> missing) {
            return Stream.of(column.name()).filter(name -> !nullable && missing.contains(name));
        }

        @Nullable
        Object store(@Nullable Object value) {
            check(!(value instanceof Double number) || Double.isFinite(number), column.name(), value, "be finite");
            return value instanceof Enum<?> constant ? constant.name() : value;
        }

        @Nullable
        Object load(@Nullable Object value) {
            Class<?> type = accessor.getReturnType();
            return value == null || !type.isEnum() ? value : constant(type, value);
        }

        private static Object constant(Class<?> type, Object name) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " is not a " + type.getSimpleName()));
        }
    }

    private record Nested(Method accessor, RecordNode node) implements Member {
        @Override
        public Stream<Column> columns() {
            return node.columns();
        }

        @Override
        public Stream<String> needed(Set<String> missing) {
            boolean lacksAll = columns().map(Column::name).allMatch(missing::contains);
            return node.nullable && lacksAll ? Stream.empty() : node.needed(missing);
        }
    }

    static RecordNode root(Class<? extends Record> type) {
        return of(type, false, false);
    }

    Stream<Column> columns() {
        return members.stream().flatMap(Member::columns);
    }

    /** Those of the columns that are missing without which no row can be built: not nullable, in a record that is there. */
    Stream<String> needed(Set<String> missing) {
        return members.stream().flatMap(member -> member.needed(missing));
    }

    /** Puts the record's values into {@code values} from {@code at} on and returns the place after them. */
    int flatten(@Nullable Object record, @Nullable Object[] values, int at) {
        int next = at;
        for (Member member : members) {
            Object value = record == null ? null : get(member.accessor(), record);
            if (member instanceof Nested nested) {
                next = nested.node.flatten(value, values, next);
            } else if (member instanceof Leaf leaf) {
                values[next++] = leaf.store(value);
            }
        }
        return next;
    }

    /** Takes as many values as there are columns and makes the record of them, or null if it is absent. */
    @Nullable
    Object build(Iterator<? extends @Nullable Object> values) {
        @Nullable Object[] arguments = new Object[members.size()];
        boolean absent = false;
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = take(members.get(i), values);
            absent |= arguments[i] == null && !mayBeNull(members.get(i));
        }
        if (nullable && (absent || Arrays.stream(arguments).allMatch(Objects::isNull))) {
            return null;
        }
        return create(arguments);
    }

    private static @Nullable Object take(Member member, Iterator<? extends @Nullable Object> values) {
        return member instanceof Nested nested ? nested.node.build(values) : ((Leaf) member).load(values.next());
    }

    private static boolean mayBeNull(Member member) {
        return member instanceof Nested nested ? nested.node.nullable : ((Leaf) member).nullable;
    }

    private static RecordNode of(Class<?> type, boolean nullable, boolean insideNullable) {
        RecordComponent[] components = type.getRecordComponents();
        List<Member> members = Arrays.stream(components)
                .map(component -> member(component, insideNullable))
                .toList();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new RecordNode(type.getDeclaredConstructor(types), members, nullable);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " is not a record", e);
        }
    }

    private static Member member(RecordComponent component, boolean insideNullable) {
        boolean nullable = isNullable(component.getAnnotatedType());
        Class<?> type = component.getType();
        Method accessor = component.getAccessor();
        if (type.isRecord()) {
            return new Nested(accessor, of(type, nullable, nullable || insideNullable));
        }
        String name = SNAKE_CASE.translate(component.getName());
        return new Leaf(accessor, new Column(name, Column.Kind.of(type), nullable || insideNullable), nullable);
    }

    private static boolean isNullable(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object get(Method accessor, Object record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + accessor, e);
        }
    }

    private Object create(@Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create " + constructor, e);
        }
    }
}
