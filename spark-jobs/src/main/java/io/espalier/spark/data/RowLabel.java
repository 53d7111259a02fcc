package io.espalier.spark.data;

import io.espalier.data.ClassTargets;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the label of a row of a DataFrame has to be. */
enum RowLabel {
    /** The number of a class. */
    CLASS("whole numbers from 0") {
        @Override
        boolean isValid(double number) {
            return number >= 0 && number < Integer.MAX_VALUE && number == Math.rint(number);
        }

        @Override
        Targets targets(String column, double[] labels) {
            int[] classes = Arrays.stream(labels).mapToInt(label -> (int) label).toArray();
            return new ClassTargets(Arrays.stream(classes).max().orElse(0) + 1, classes);
        }
    },
    /** A number to predict. */
    VALUE("finite numbers") {
        @Override
        boolean isValid(double number) {
            return Float.isFinite((float) number);
        }

        @Override
        Targets targets(String column, double[] labels) {
            return new ValueTargets(List.of(column), labels);
        }
    };

    private final String must;

    RowLabel(String must) {
        this.must = must;
    }

    static RowLabel of(Targets.Kind kind) {
        return switch (kind) {
            case CLASSES -> CLASS;
            case VALUES -> VALUE;
            case LABELS -> throw new IllegalArgumentException("Cannot learn several labels of a column of numbers");
            case SEQUENCES -> throw new IllegalArgumentException("Cannot learn sequences of a column of numbers");
        };
    }

    /** What labels are, in a message. */
    String must() {
        return must;
    }

    boolean isValid(@Nullable String text) {
        return text != null && isValid(Numerals.parse(text));
    }

    abstract boolean isValid(double number);

    abstract Targets targets(String column, double[] labels);
}
