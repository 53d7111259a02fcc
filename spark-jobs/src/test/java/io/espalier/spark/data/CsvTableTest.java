package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Dataset;
import io.espalier.network.Shape;
import io.espalier.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
    private static final String TABLE = """
            id,height,width,kind
            a_1,1.5,2,mouse
            a_2,,4,cat
            a_3,0.5,9,mouse
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void startSpark() {
        LocalSpark.session();
    }

    private Dataset load(String text, List<String> features, CsvTable.Missing missing) throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), text);
        return new CsvTable(file.toString(), features, "kind", missing).load().examples();
    }

    @Test
    void readsNumbersAndFillsEmptyCellsByTheMean() throws IOException {
        Dataset data = load(TABLE, List.of(), CsvTable.Missing.MEAN);
        assertThat(data.shape()).isEqualTo(Shape.vector(2));
        assertThat(data.labels()).containsExactly(0, 1, 1);
        assertThat(data.features()).containsExactly(1, 4, 0.5f, 9, 1.5f, 2);
    }

    @Test
    void refusesEmptyCellsUnlessToldOtherwise() {
        assertThatThrownBy(() -> load(TABLE, List.of("height"), CsvTable.Missing.REFUSED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("height: null (must be a finite number");
    }

    @Test
    void namesAColumnThatIsNoNumber() {
        assertThatThrownBy(() -> load(TABLE, List.of("id"), CsvTable.Missing.MEAN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("column id is of type string");
    }
}
