package io.espalier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.ClassTargets;
import io.espalier.data.Examples;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdxImagesTest {
    private final Map<String, byte[]> files = new HashMap<>();

    private void put(String part, int count, int... labels) {
        ByteBuffer images = ByteBuffer.allocate(16 + count * 6);
        images.putInt(0x803).putInt(count).putInt(2).putInt(3);
        for (int i = 0; i < count * 6; i++) {
            images.put((byte) (255 - i));
        }
        files.put(part + "-images-idx3-ubyte", images.array());
        ByteBuffer classes =
                ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            classes.put((byte) label);
        }
        files.put(part + "-labels-idx1-ubyte", classes.array());
    }

    @Test
    void keepsTheTestSetApart() throws IOException {
        put("train", 3, 9, 0, 4);
        put("t10k", 1, 7);

        Examples examples = IdxImages.load(files::get);

        assertThat(examples.examples().shape()).isEqualTo(new Shape(1, 2, 3));
        assertThat(examples.examples().targets().outputs()).isEqualTo(10);
        assertThat(ClassTargets.of(examples.examples()).labels()).containsExactly(9, 0, 4);
        assertThat(examples.examples().features()).startsWith(255, 254, 253, 252);
        assertThat(examples.test()).isNotNull();
        assertThat(ClassTargets.of(examples.test()).labels()).containsExactly(7);
    }

    @Test
    void refusesALabelThatIsNoClass() {
        put("train", 2, 1, 10);

        assertThatThrownBy(() -> IdxImages.load(files::get))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read train-labels-idx1-ubyte: label 10 in row 1 (must be in 0..9)");
    }

    @Test
    void refusesAnotherNumberOfLabelsThanImages() {
        put("train", 2, 1, 2, 3);

        assertThatThrownBy(() -> IdxImages.load(files::get))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read train-labels-idx1-ubyte: wrong number of labels (expected 2, found 3)");
    }
}
