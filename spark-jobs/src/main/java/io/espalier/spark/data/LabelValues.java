package io.espalier.spark.data;

import io.espalier.data.ClassTargets;
import io.espalier.data.Labels;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The label column of a table, of any values: classes are these in ascending order if all are numbers (or are to be
 * taken for texts), in the order of their letters if not. Where all are true or false, in whichever case, they are {@code
 * false} and {@code true}: programs spell them differently, and one table may come from several.
 */
final class LabelValues implements LabelCells {
    private static final int FEWEST = 3;
    private static final int FEW_CLASSES = 10;

    private final String column;
    private final TextCodes values = new TextCodes();
    private final CellFaults missing = new CellFaults();
    private int rows;

    LabelValues(String column) {
        this.column = column;
    }

    @Override
    public void add(String value, CellFaults.Place place) {
        values.add(value);
        rows++;
    }

    @Override
    public void addMissing(String cell, CellFaults.Place place) {
        missing.add(cell, place);
    }

    /** Classes of labels that may be numbers. */
    @Override
    public ClassTargets ofNumbersOrTexts() throws IOException {
        if (values.texts().stream().allMatch(LabelValues::isTruth)) {
            return classes(text -> text.toLowerCase(Locale.ROOT), Comparator.naturalOrder());
        }
        boolean numbers = values.texts().stream().map(Numerals::parse).allMatch(Double::isFinite);
        return numbers ? classes(Numerals::canonical, Comparator.comparing(BigDecimal::new)) : ofTexts();
    }

    private static boolean isTruth(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    /** Classes of texts, whether these look like numbers or not. */
    @Override
    public ClassTargets ofTexts() throws IOException {
        return classes(UnaryOperator.identity(), Comparator.naturalOrder());
    }

    private ClassTargets classes(UnaryOperator<String> spelling, Comparator<String> order) throws IOException {
        if (missing.count() > 0) {
            throw new IOException("label " + column + " has " + missing.describe("missing value", "missing values")
                    + " (must be a class in every row)");
        }
        List<String> labels = values.ordered(spelling, order);
        if (labels.size() > FEW_CLASSES && labels.size() > rows / FEWEST) {
            throw new IOException("label " + column + " has " + labels.size() + " different values in " + rows
                    + " rows (must be classes, each of " + FEWEST + " rows or more)");
        }
        return new ClassTargets(new Labels(labels), values.places(labels, spelling));
    }
}
