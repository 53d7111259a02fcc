package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.ConfigException;
import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three files {@code arrays.*} were written by NumPy 2 and by the safetensors library of Python. */
class ArraySourceTest {
    @TempDir
    Path folder;

    private Path copyOf(String resource) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream bytes = Objects.requireNonNull(ArraySourceTest.class.getResourceAsStream(resource))) {
            Files.copy(bytes, file);
        }
        return file;
    }

    private static DatasetSource source(Path path, String options) {
        return Binder.ofContext()
                .parseYaml("{ source: arrays, path: " + path + options + " }", DatasetSource.class, "data");
    }

    private static Examples load(Path path, String options) throws IOException {
        return source(path, options).load();
    }

    private static void assertRefuses(Path path, String options, String... reasons) {
        assertThatThrownBy(() -> load(path, options))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + path + ": " + String.join("; ", reasons));
    }

    private Path npy(String name, String header, byte[] data) throws IOException {
        ByteBuffer file =
                ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        file.put(header.getBytes(StandardCharsets.US_ASCII)).put(data);
        return Files.write(folder.resolve(name + ".npy"), file.array());
    }

    private Path npy(String name, String dtype, String shape, byte[] data) throws IOException {
        return npy(name, "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': (" + shape + "), }\n", data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrays.npz", "arrays-compressed.npz", "arrays.safetensors"})
    void readsWhatPythonWrote(String file) throws IOException {
        Path path = copyOf(file);
        Examples read = load(path, ", test-features: x_test, test-labels: y_test");

        Dataset train = read.examples();
        assertThat(train.shape()).isEqualTo(new Shape(1, 2, 2));
        assertThat(train.size()).isEqualTo(6);
        assertThat(train.feature(5, 3)).isEqualTo(5.75f);
        assertThat(train.targets().names()).containsExactly("3", "5");
        assertThat(ClassTargets.of(train).labels()).containsExactly(0, 1, 0, 1, 1, 0);
        Dataset test = Objects.requireNonNull(read.test());
        assertThat(test.features()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(ClassTargets.of(test).labels()).containsExactly(1, 0);

        ValueTargets values = ValueTargets.of(source(path, ", labels: values")
                .load(Targets.Kind.VALUES)
                .examples()
                .targets());
        assertThat(values.names()).containsExactly("label 0", "label 1");
        assertThat(values.value(0, 0)).isEqualTo(0.1);
        assertThat(values.value(5, 1)).isEqualTo(12);
    }

    @Test
    void readsAFolderOfFilesAndNumbersOfEveryKind() throws IOException {
        npy("bytes", "|i1", "2, 1", new byte[] {-1, 1});
        npy("shorts", "<i2", "2, 1", new byte[] {1, 1, -1, -1});
        npy("truths", "|b1", "2, 1", new byte[] {0, 1});
        npy("deep", "|u1", "2, 1, 1, 2", new byte[] {1, 2, 3, (byte) 255});
        npy("labels", "|u1", "2,", new byte[] {7, 9});
        assertThat(load(folder, ", features: bytes").examples().features()).containsExactly(-1, 1);
        assertThat(load(folder, ", features: shorts").examples().features()).containsExactly(257, -1);
        assertThat(load(folder, ", features: truths").examples().features()).containsExactly(0, 1);
        Dataset deep = load(folder, ", features: deep").examples();
        assertThat(deep.shape()).isEqualTo(new Shape(1, 1, 2));
        assertThat(deep.features()).containsExactly(1, 2, 3, 255);
    }

    @Test
    void refusesOtherOrdersAndTypesWithTheReason() throws IOException {
        npy("features", "{'descr': '>f4', 'fortran_order': True, 'shape': (1, 2), }", new byte[8]);
        npy("labels", "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", new byte[8]);
        String types = " (must be float32, float64, int8 to int64, uint8 or bool, little-endian)";
        assertRefuses(
                folder,
                "",
                "features: dtype >f4 is big-endian" + types
                        + "; it is in Fortran order (must be in C order, as numpy.ascontiguousarray makes it)",
                "labels: dtype |O" + types);
        npy(
                "features",
                "{'descr': [('a', '<f4'), ('b', '<i4')], 'fortran_order': False, 'shape': (1,), }",
                new byte[8]);
        assertThatThrownBy(() -> load(folder, "")).hasMessageContaining("dtype [(a, <f4), (b, <i4)] (must be float32");
    }

    @Test
    void refusesWhatIsTruncatedTooLongOrNoArray() throws IOException {
        npy("features", "<f4", "2, 2", new byte[15]);
        npy("labels", "|u1", "2,", new byte[3]);
        assertRefuses(
                folder,
                "",
                "features: truncated (must be 16 bytes of F32[2, 2] after its header, found 15)",
                "labels: too long (must be 2 bytes of U8[2] after its header)");
        Files.write(folder.resolve("features.npy"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("labels.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 9});
        assertRefuses(folder, "", "features: it is not a .npy file", "labels: truncated in its header");
        npy("features", "{'descr': '<f4', 'shape': (2,)}", new byte[8]);
        npy("labels", "{'descr': '<f4', 'fortran_order': False, 'shape': 2}", new byte[8]);
        assertRefuses(folder, "", "features: its header lacks 'fortran_order'", "labels: its header lacks 'shape'");
    }

    /** A header's claim takes no memory. */
    @Test
    void refusesShapesThatAreTooLarge() throws IOException {
        npy("features", "<f8", "300000000, 1", new byte[8]);
        npy("labels", "<f8", "99999999999999,", new byte[8]);
        assertRefuses(
                folder,
                "",
                "features: its shape [300000000, 1] is too large (must be below 2^31 bytes)",
                "labels: its shape (99999999999999,) is too large (must be below 2^31 bytes)");
        npy("features", "<f4", "200000000, 2", new byte[8]);
        npy("labels", "|u1", "2,", new byte[] {0, 1});
        assertRefuses(
                folder,
                "",
                "features: truncated (must be 1600000000 bytes of F32[200000000, 2] after its header, found 8)");
    }

    @Test
    void refusesOtherCountsAndShapes() throws IOException {
        npy("features", "|u1", "3, 1", new byte[3]);
        npy("labels", "|u1", "2,", new byte[2]);
        assertRefuses(folder, "", "features has 3 examples, but labels has 2 (must be as many)");
        npy("features", "|u1", "1, 1, 1, 1, 1", new byte[1]);
        npy("labels", "|u1", "1, 1, 1", new byte[1]);
        assertRefuses(
                folder,
                "",
                "features has shape [1, 1, 1, 1, 1] (must be (examples, features), (examples, rows, columns) or (examples,"
                        + " channels, rows, columns))",
                "labels has shape [1, 1, 1] (must be (examples) or (examples, columns))");
        npy("features", "|u1", "2, 0", new byte[0]);
        npy("labels", "|u1", "", new byte[1]);
        assertThatThrownBy(() -> load(folder, ""))
                .hasMessageContaining("features has shape [2, 0]")
                .hasMessageContaining("labels has shape []");
    }

    @Test
    void refusesLabelsThatAreNone() throws IOException {
        npy("features", "|u1", "4, 1", new byte[4]);
        ByteBuffer labels = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        labels.putFloat(1).putFloat(Float.NaN).putFloat(0).putFloat(Float.POSITIVE_INFINITY);
        npy("labels", "<f4", "4,", labels.array());
        assertRefuses(
                folder,
                "",
                "label label has 2 missing values: \"NaN\" in example 1 of features, \"Infinity\" in example 3 of features"
                        + " (must be a class in every row)");
    }

    /** Of the second example the last step is missing, whatever the negative number; classes are 0 to 3. */
    @Test
    void readsALabelAtEachStep() throws IOException {
        npy("features", "|u1", "2, 1, 1, 3", new byte[6]);
        npy("labels", "|i1", "2, 3", new byte[] {0, 3, 1, 2, 2, -100});
        Targets targets =
                source(folder, "").load(Targets.Kind.SEQUENCES).examples().targets();
        assertThat(targets.shape()).isEqualTo(new Shape(4, 1, 3));
        assertThat(targets.words()).containsExactly(0, 3, 1, 2, 2, 4);
        assertThat(targets.isKnown(1, 2)).isFalse();
        assertThat(targets.isNextOfInput()).isFalse();
        ByteBuffer halves = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        halves.putFloat(0)
                .putFloat(0.5f)
                .putFloat(1)
                .putFloat(Float.NaN)
                .putFloat(1)
                .putFloat(70000);
        npy("labels", "<f4", "2, 3", halves.array());
        assertThatThrownBy(() -> source(folder, "").load(Targets.Kind.SEQUENCES))
                .hasMessage("Cannot read " + folder
                        + ": it has 3 labels that are no classes: \"0.5\" in example 0 of features,"
                        + " step 1, \"NaN\" in example 1 of features, step 0, \"70000.0\" in example 1 of features, step 2 (must"
                        + " be whole numbers up to 65535, negative where an example has ended)");
    }

    @Test
    void refusesWholeNumbersThatDoublesRound() throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        npy(
                "features",
                "<i8",
                "2, 1",
                numbers.putLong((1L << 53) + 1).putLong(1L << 53).array());
        npy("labels", "|u1", "2,", new byte[] {0, 1});
        assertRefuses(folder, "", "features has 1 whole number that doubles round: \"9007199254740993\" in place 0");
    }

    @Test
    void namesArraysThatAreThere() throws IOException {
        Path npz = copyOf("arrays.npz");
        assertRefuses(
                npz,
                ", features: x, labels: values",
                "x: no array x (must be one of features, labels, x_test, y_test, values)");
        assertRefuses(
                copyOf("arrays.safetensors"),
                ", features: x",
                "x: no array x (must be one of features, labels, values, x_test, y_test)");
        npy("only", "|u1", "2,", new byte[2]);
        assertThatThrownBy(() -> load(folder, ""))
                .hasMessageContaining("features: no file features.npy (must be one of ");
    }

    @Test
    void refusesAnArchiveThatHoldsANameTwice() throws IOException {
        String archive = Files.readString(copyOf("arrays.npz"), StandardCharsets.ISO_8859_1);
        Path twice = Files.writeString(
                folder.resolve("twice.npz"), archive.replace("x_test", "y_test"), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> load(twice, "")).hasMessageContaining("it holds y_test twice");
    }

    @Test
    void refusesFilesOfOtherFormatsAndTruncatedArchives() throws IOException {
        Path single = npy("single", "|u1", "2,", new byte[2]);
        assertRefuses(single, "", "it is neither a .npz nor a .safetensors file (nor a folder of .npy files)");
        Path text = Files.writeString(folder.resolve("text.npz"), "no archive");
        assertThatThrownBy(() -> load(text, "")).hasMessageContaining("it is not a ZIP archive, or an empty one");
        byte[] archive = Files.readAllBytes(copyOf("arrays-compressed.npz"));
        Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(archive, archive.length / 6));
        assertThatThrownBy(() -> load(cut, ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cannot read " + cut);
        byte[] tensors = Files.readAllBytes(copyOf("arrays.safetensors"));
        Path shorter = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(tensors, tensors.length - 1));
        assertThatThrownBy(() -> load(shorter, ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
        assertThatThrownBy(source(folder.resolve("none.npz"), "")::requirePresent)
                .hasMessage("Cannot read " + folder.resolve("none.npz") + ": no such file or folder");
    }

    @Test
    void asksForBothArraysOfATestSet() {
        assertThatThrownBy(() -> source(folder, ", test-labels: y"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("test-features");
        assertThat(Canonical.json(source(Path.of("a.npz"), "")))
                .isEqualTo("{\"path\":\"a.npz\",\"source\":\"arrays\"}");
    }
}
