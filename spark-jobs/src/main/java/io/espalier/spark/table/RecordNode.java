package io.espalier.spark.table;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.espalier.binding.Component;
import io.espalier.binding.RecordSchema;
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
record RecordNode(RecordSchema schema, List<Member> members, boolean nullable) {
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    /** A component: a column, or a record of more of them. */
    private sealed interface Member {
        Component component();

        /** The columns inside, in order. */
        Stream<Column> columns();

        /** Those of the columns that are missing without which no row can be built. */
        Stream<String> needed(Set<String> missing);
    }

    private record Leaf(Component component, Column column) implements Member {
        @Override
        public Stream<Column> columns() {
            return Stream.of(column);
        }

        @Override
        public Stream<String> needed(Set<String> missing) {
            return Stream.of(column.name()).filter(name -> !component.isOptional() && missing.contains(name));
        }

        @Nullable
        Object store(@Nullable Object value) {
            check(!(value instanceof Double number) || Double.isFinite(number), column.name(), value, "be finite");
            return value instanceof Enum<?> constant ? constant.name() : value;
        }

        @Nullable
        Object load(@Nullable Object value) {
            Class<?> type = (Class<?>) component.type();
            return value == null || !type.isEnum() ? value : constant(type, value);
        }

        private static Object constant(Class<?> type, Object name) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " is not a " + type.getSimpleName()));
        }
    }

    private record Nested(Component component, RecordNode node) implements Member {
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
            Object value = record == null ? null : member.component().of((Record) record);
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
        return schema.construct(arguments);
    }

    private static @Nullable Object take(Member member, Iterator<? extends @Nullable Object> values) {
        return member instanceof Nested nested ? nested.node.build(values) : ((Leaf) member).load(values.next());
    }

    private static boolean mayBeNull(Member member) {
        return member.component().isOptional();
    }

    private static RecordNode of(Class<?> type, boolean nullable, boolean insideNullable) {
        RecordSchema schema = RecordSchema.of(type);
        List<Member> members = schema.components().stream()
                .map(component -> member(component, insideNullable))
                .toList();
        return new RecordNode(schema, members, nullable);
    }

    private static Member member(Component component, boolean insideNullable) {
        boolean nullable = component.isOptional() || insideNullable;
        Class<?> type = (Class<?>) component.type();
        if (type.isRecord()) {
            return new Nested(component, of(type, component.isOptional(), nullable));
        }
        return new Leaf(component, new Column(SNAKE_CASE.translate(component.name()), Column.Kind.of(type), nullable));
    }
}
