package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.ConfigException;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet5Caffe;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet8;
import io.espalier.random.RandomKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged files are read or refused: never another failure, a long wait, or memory that the file cannot fill. */
class OnnxFuzzTest {
    private static final int MOST_BYTES = 256;

    @Test
    void refusesDamagedFiles() {
        fuzz(4_000);
    }

    @Test
    @Tag("slow")
    void refusesManyDamagedFiles() {
        fuzz(100_000);
    }

    private static void fuzz(int files) {
        List<byte[]> whole = List.of(
                written(new Mlp(List.of(3), Mlp.Activation.RELU).build(Shape.vector(4), 2)),
                written(new ResNet8(1).build(new Shape(1, 8, 8), 2)),
                written(new LeNet5Caffe().scaled(0.05).build(new Shape(1, 28, 28), 2)));
        long start = System.nanoTime();
        int read = 0;
        for (int i = 0; i < files; i++) {
            RandomKey key = RandomKey.of(i).with("fuzz");
            read += isRead(damaged(whole.get(i % whole.size()), key)) ? 1 : 0;
        }
        assertThat(read).isBetween(1, files - 1);
        assertThat(Duration.ofNanos((System.nanoTime() - start) / files)).isLessThan(Duration.ofMillis(50));
    }

    private static byte[] written(Network network) {
        return OnnxLawTest.written(network, Initialization.weights(network, RandomKey.of(1)));
    }

    private static boolean isRead(byte[] file) {
        try {
            ImportedNetwork network = OnnxReader.read(file, "fuzzed");
            assertThat(network.weights()).hasSizeLessThan(16 * file.length);
            return true;
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty();
            return false;
        }
    }

    /** Bytes turned, left out, doubled or cut off, mostly where the graph stands and not its weights. */
    private static byte[] damaged(byte[] whole, RandomKey key) {
        byte[] file = whole.clone();
        int turns = 1 + key.index(0, 8);
        for (int i = 0; i < turns; i++) {
            file[key.with("place").index(i, file.length)] =
                    (byte) key.with("byte").index(i, MOST_BYTES);
        }
        int at = key.index(1, file.length);
        int length = Math.min(key.index(2, 20), file.length - at);
        return switch (key.index(3, 4)) {
            case 0 -> Arrays.copyOf(file, at);
            case 1 -> joined(Arrays.copyOf(file, at), Arrays.copyOfRange(file, at + length, file.length));
            case 2 -> joined(Arrays.copyOf(file, at + length), Arrays.copyOfRange(file, at, file.length));
            default -> file;
        };
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
