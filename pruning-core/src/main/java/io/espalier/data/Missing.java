package io.espalier.data;

import io.espalier.binding.Default;
import io.espalier.binding.ListShorthand;
import io.espalier.binding.Name;
import java.util.List;

/** How cells of a feature without a number are treated. */
public sealed interface Missing {

    /** Whether this text stands for a cell without a value. */
    boolean covers(String cell);

    /** How a column of numbers is fed to a network. */
    FeatureColumn numbers(String column);

    /** The table is rejected. */
    @Name("refused")
    record Refused() implements Missing {
        @Override
        public boolean covers(String cell) {
            return false;
        }

        @Override
        public FeatureColumn numbers(String column) {
            return new FeatureColumn.Numeric(column);
        }
    }

    /**
     * The mean of the column's other cells in the training part. In YAML, the list of cells alone says the same.
     *
     * @param cells texts that mean a missing value; the empty cell if left out
     */
    @Name("mean")
    @ListShorthand("cells")
    record Mean(@Default("[\"\"]") List<String> cells) implements Missing {
        public Mean {
            cells = List.copyOf(cells);
        }

        /** Of empty cells. */
        public Mean() {
            this(List.of(""));
        }

        @Override
        public boolean covers(String cell) {
            return cells.contains(cell);
        }

        @Override
        public FeatureColumn numbers(String column) {
            return new FeatureColumn.Imputed(column);
        }
    }
}
