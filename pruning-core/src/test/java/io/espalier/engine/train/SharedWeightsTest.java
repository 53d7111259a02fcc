package io.espalier.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.prune.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedWeightsTest {
    @Test
    void givesEachTheSumOverAllThatShareItsValue() {
        Network network = new Mlp(List.of(), Mlp.Activation.RELU).build(Shape.vector(3), 2);
        float[] weights = new float[network.layout().size()];
        System.arraycopy(new float[] {1, 2, 1, 0, 2, 0}, 0, weights, 0, 6);
        Mask mask = Mask.full(network.layout());
        mask.remove(3);
        float[] gradients = {1, 10, 2, 100, 20, 7};
        ParameterChunks chunks = new ParameterChunks(network.layout());
        SharedWeights shared = new SharedWeights(new Fixed(gradients), chunks, network.layout(), weights, mask);
        shared.run(new int[0], 0, 0);
        float[] taken = new float[6];
        shared.take(chunks.get(0), taken);
        assertThat(taken).containsExactly(3, 30, 3, 0, 30, 7);
        shared.run(new int[0], 0, 0);
        shared.take(chunks.get(0), taken);
        assertThat(taken).containsExactly(3, 30, 3, 0, 30, 7);
    }

    /** Always the same gradient. */
    private record Fixed(
            @SuppressWarnings("ArrayRecordComponent") float[] gradients) implements Backpropagation {
        @Override
        public double run(int[] order, int from, int to) {
            return 0;
        }

        @Override
        public void take(ParameterChunks.Chunk chunk, float[] gradient) {
            System.arraycopy(gradients, 0, gradient, 0, chunk.count());
        }

        @Override
        public void close() {}
    }
}
