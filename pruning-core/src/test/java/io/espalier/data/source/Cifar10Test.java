package io.espalier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
    @Test
    void decodesRecordsPlaneByPlane() {
        byte[] one = new byte[3073];
        byte[] two = new byte[2 * 3073];
        two[3073] = 9;
        two[3073 + 1] = (byte) 200;
        two[3073 + 1 + 1024] = 3;
        two[3073 + 1 + 3071] = (byte) 255;

        Dataset decoded = Cifar10.decode(List.of(one, two));

        assertThat(ClassTargets.of(decoded).labels()).containsExactly(0, 0, 9);
        assertThat(decoded.shape()).isEqualTo(new Shape(3, 32, 32));
        assertThat(decoded.feature(2, 0)).isEqualTo(200);
        assertThat(decoded.feature(2, 1024)).isEqualTo(3);
        assertThat(decoded.feature(2, 3071)).isEqualTo(255);
    }

    @Test
    void refusesATruncatedBatch(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), new byte[3073]);

        assertThatThrownBy(() -> new Cifar10(folder.toString()).load())
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + folder.resolve("data_batch_1.bin")
                        + ": truncated (expected 30730000 bytes, found 3073)");
    }
}
