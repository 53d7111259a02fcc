package io.espalier.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.espalier.engine.torch.Torch;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Dropout;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActivationDropoutTest {
    private static final int BATCH = 50;
    private static final int UNITS = 40;
    private static final Network NETWORK = new Mlp(List.of(UNITS, 6), Mlp.Activation.RELU).build(new Shape(1, 1, 3), 2);

    private static float[] dropped(Dropout dropout, RandomKey key, int node) {
        Torch.useThisThread();
        Node at = NETWORK.activation(NETWORK.weighted().get(node));
        int width = NETWORK.shape(at.name()).elements();
        ByteBuffer ones = Torch.bytes(BATCH * width);
        FloatBuffer values = ones.asFloatBuffer();
        IntStream.range(0, BATCH * width).forEach(i -> values.put(i, 1));
        float[] result = new float[BATCH * width];
        try (PtNDManager step = Torch.newManager()) {
            PtNDArray output = Torch.view(step, ones, BATCH, width);
            Torch.read(new ActivationDropout(dropout, NETWORK, BATCH)
                            .tap(key, step)
                            .at(at, output, output))
                    .get(result);
        }
        return result;
    }

    @Test
    void dropsTheRateAndKeepsTheMean() {
        float[] half = dropped(new Dropout(0.25, List.of()), RandomKey.of(1), 0);
        long zeros = IntStream.range(0, half.length).filter(i -> half[i] == 0).count();
        assertThat((double) zeros / half.length).isCloseTo(0.25, within(0.03));
        assertThat(half).containsOnly(0f, (float) (1 / 0.75));
    }

    @Test
    void drawsByTheKeyAlone() {
        Dropout dropout = new Dropout(0.5, List.of());
        assertThat(dropped(dropout, RandomKey.of(1), 0)).isEqualTo(dropped(dropout, RandomKey.of(1), 0));
        assertThat(dropped(dropout, RandomKey.of(2), 0)).isNotEqualTo(dropped(dropout, RandomKey.of(1), 0));
    }

    @Test
    void leavesLogitsAndLayersThatAreNotNamed() {
        assertThat(dropped(new Dropout(0.5, List.of()), RandomKey.of(1), 2)).containsOnly(1f);
        assertThat(dropped(new Dropout(0.5, List.of("fc1")), RandomKey.of(1), 1))
                .containsOnly(1f);
        assertThat(dropped(new Dropout(0.5, List.of("fc2")), RandomKey.of(1), 1))
                .contains(0f, 2f);
    }

    @Test
    void refusesALayerThatIsNotThere() {
        assertThatThrownBy(() -> new Dropout(0.5, List.of("fc9")).of(NETWORK))
                .hasMessage("no layer fc9 among [fc1, fc2, fc3]");
        assertThatThrownBy(() -> new Dropout(1, List.of())).hasMessageContaining("rate");
    }
}
