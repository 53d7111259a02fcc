package io.espalier.spark.table;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.espalier.metric.Score;
import io.espalier.metric.Scores;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
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
record RecordNode(Constructor<?> constructor, List<Member> members, boolean nullable) {
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    /** A component: a column, a column for each score, or a record of more of them. */
    private sealed interface Member {
        Method accessor();

        /** The columns inside, in order. */
        Stream<Column> columns();

        /** Whether the record may lack it. */
        boolean nullable();

        /** Puts its value into {@code values} from {@code at} on and returns the place after it. */
        int flatten(@Nullable Object value, @Nullable Object[] values, int at);

        /** Takes as many values as there are columns. */
        @Nullable
        Object take(Iterator<? extends @Nullable Object> values);

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

        @Override
        public int flatten(@Nullable Object value, @Nullable Object[] values, int at) {
            values[at] = store(value);
            return at + 1;
        }

        @Override
        public @Nullable Object take(Iterator<? extends @Nullable Object> values) {
            Object value = values.next();
            Class<?> type = accessor.getReturnType();
            return value == null || !type.isEnum() ? value : constant(type, value);
        }

        private @Nullable Object store(@Nullable Object value) {
            check(!(value instanceof Double number) || Double.isFinite(number), column.name(), value, "be finite");
            return value instanceof Enum<?> constant ? constant.name() : value;
        }

        private static Object constant(Class<?> type, Object name) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " is not a " + type.getSimpleName()));
        }
    }

    /** A column for each score that is registered. */
    private record OfScores(Method accessor, String name) implements Member {
        @Override
        public Stream<Column> columns() {
            return Score.registered().stream()
                    .map(score -> new Column(name + "_" + score.column(), Column.Kind.DOUBLE, true));
        }

        @Override
        public Stream<String> needed(Set<String> missing) {
            return Stream.empty();
        }

        @Override
        public boolean nullable() {
            return false;
        }

        @Override
        public int flatten(@Nullable Object value, @Nullable Object[] values, int at) {
            int next = at;
            for (Score score : Score.registered()) {
                Double number = value == null ? null : ((Scores) value).get(score);
                check(number == null || Double.isFinite(number), name + "_" + score.column(), number, "be finite");
                values[next++] = number;
            }
            return next;
        }

        @Override
        public Scores take(Iterator<? extends @Nullable Object> values) {
            Map<Score, Double> found = new HashMap<>();
            for (Score score : Score.registered()) {
                if (values.next() instanceof Double number) {
                    found.put(score, number);
                }
            }
            return new Scores(found);
        }
    }

    private record Nested(Method accessor, RecordNode node) implements Member {
        @Override
        public Stream<Column> columns() {
            return node.columns();
        }

        @Override
        public boolean nullable() {
            return node.nullable;
        }

        @Override
        public int flatten(@Nullable Object value, @Nullable Object[] values, int at) {
            return node.flatten(value, values, at);
        }

        @Override
        public @Nullable Object take(Iterator<? extends @Nullable Object> values) {
            return node.build(values);
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
            absent |= arguments[i] == null && !members.get(i).nullable();
        }
        if (nullable && (absent || Arrays.stream(arguments).allMatch(Objects::isNull))) {
            return null;
        }
        return create(arguments);
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
        if (type == Scores.class) {
            return new OfScores(accessor, SNAKE_CASE.translate(component.getName()));
        } else if (type.isRecord()) {
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
