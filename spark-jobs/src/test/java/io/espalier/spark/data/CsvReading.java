package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Reads a CSV file that a test writes. */
abstract class CsvReading {
    static final Missing MEAN = new Missing.Mean();
    static final String TABLE = """
            id,height,width,kind
            a_1,1.5,2,mouse
            a_2,,4,cat
            a_3,0.5,9,mouse
            """;
    static final String WEIGHED = "x,w,label\n5,0.5,1\n1,2,0\n2,0,0\n5,0.25,1\n";

    static final Missing REFUSED = new Missing.Refused();

    @TempDir
    Path folder;

    String write(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text).toString();
    }

    Examples load(String text, List<String> features, Missing missing) throws IOException {
        return new CsvSource(write(text), features, "kind", missing).load();
    }

    /** With other options, as YAML has them. */
    Examples load(String text, String options) throws IOException {
        String yaml = "{ source: csv, path: " + write(text) + ", " + options + " }";
        return Binder.ofContext().parseYaml(yaml, DatasetSource.class, "data").load();
    }

    void assertRefuses(String text, String options, String reason) {
        assertThatThrownBy(() -> load(text, options))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + folder.resolve("table.csv") + ": " + reason);
    }
}
