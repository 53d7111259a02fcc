package io.espalier.spark.table;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.espalier.binding.Component;
import io.espalier.binding.ManyColumns;
import io.espalier.binding.ManyColumns.Layout;
import io.espalier.binding.RecordSchema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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

    /** A component: a column, several of numbers, or a record of more of them. */
    private sealed interface Member {
        Component component();

        /** The columns inside, in order. */
        Stream<Column> columns();

        /** Those of the columns that are missing without which no row can be built. */
        Stream<String> needed(Set<String> missing);

        /** Puts its value into {@code values} from {@code at} on and returns the place after it. */
        int flatten(@Nullable Object value, @Nullable Object[] values, int at);

        /** Takes as many values as there are columns. */
        @Nullable
        Object take(Iterator<? extends @Nullable Object> values);
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

        @Override
        public int flatten(@Nullable Object value, @Nullable Object[] values, int at) {
            check(!(value instanceof Double number) || Double.isFinite(number), column.name(), value, "be finite");
            values[at] = value instanceof Enum<?> constant ? constant.name() : value;
            return at + 1;
        }

        @Override
        public @Nullable Object take(Iterator<? extends @Nullable Object> values) {
            Object value = values.next();
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

    /** As many columns as its type has names. */
    private record Many<T>(Component component, String name, Layout<T> layout) implements Member {
        static Many<?> of(Component component, String name, ManyColumns declared) {
            try {
                return new Many<>(
                        component,
                        name,
                        declared.value().getDeclaredConstructor().newInstance());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot construct " + declared.value() + ": " + e, e);
            }
        }

        private String column(String each) {
            return name + "_" + each;
        }

        @Override
        public Stream<Column> columns() {
            return layout.names().stream().map(each -> new Column(column(each), Column.Kind.DOUBLE, true));
        }

        @Override
        public Stream<String> needed(Set<String> missing) {
            return Stream.empty();
        }

        @Override
        @SuppressWarnings("unchecked") // the layout is that of the component's type
        public int flatten(@Nullable Object value, @Nullable Object[] values, int at) {
            int next = at;
            for (String each : layout.names()) {
                Double number = value == null ? null : layout.get((T) value, each);
                check(number == null || Double.isFinite(number), column(each), number, "be finite");
                values[next++] = number;
            }
            return next;
        }

        @Override
        public Object take(Iterator<? extends @Nullable Object> values) {
            Map<String, Double> found = new HashMap<>();
            for (String each : layout.names()) {
                if (values.next() instanceof Double number) {
                    found.put(each, number);
                }
            }
            return layout.of(found);
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

        @Override
        public int flatten(@Nullable Object value, @Nullable Object[] values, int at) {
            return node.flatten(value, values, at);
        }

        @Override
        public @Nullable Object take(Iterator<? extends @Nullable Object> values) {
            return node.build(values);
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
            next = member.flatten(value, values, next);
        }
        return next;
    }

    /** Takes as many values as there are columns and makes the record of them, or null if it is absent. */
    @Nullable
    Object build(Iterator<? extends @Nullable Object> values) {
        @Nullable Object[] arguments = new Object[members.size()];
        boolean absent = false;
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = members.get(i).take(values);
            absent |= arguments[i] == null && !members.get(i).component().isOptional();
        }
        if (nullable && (absent || Arrays.stream(arguments).allMatch(Objects::isNull))) {
            return null;
        }
        return schema.construct(arguments);
    }

    private static RecordNode of(Class<?> type, boolean nullable, boolean insideNullable) {
        RecordSchema schema = RecordSchema.of(type);
        List<Member> members = schema.components().stream()
                .map(component -> member(component, insideNullable))
                .toList();
        return new RecordNode(schema, members, nullable);
    }

    private static Class<?> classOf(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static Member member(Component component, boolean insideNullable) {
        boolean nullable = component.isOptional() || insideNullable;
        Class<?> type = classOf(component.type());
        String name = SNAKE_CASE.translate(component.name());
        ManyColumns many = type.getAnnotation(ManyColumns.class);
        if (many != null) {
            return Many.of(component, name, many);
        } else if (type.isRecord()) {
            return new Nested(component, of(type, component.isOptional(), nullable));
        }
        return new Leaf(component, new Column(name, Column.Kind.of(type), nullable));
    }
}
