package io.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.Network;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Nets;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** BSR by hand, and against CSR. */
class BlockSparseTest {
    private static final Network LENET = Nets.lenet300();

    /** A fifth of the blocks of so many rows and columns. */
    private static float[] sparse(int rows, int columns) {
        Groups groups = Groups.of(LENET, new Granularity.Block(rows, columns), OutputLayerPolicy.PRUNE);
        boolean[] kept = new boolean[groups.count()];
        for (int group = 0; group < kept.length; group++) {
            kept[group] = RandomKey.of(3).uniform(group) < 0.2;
        }
        float[] values = new float[LENET.layout().size()];
        Arrays.fill(values, 0, LENET.layout().trainedSize(), 0.5f);
        groups.expand(kept).apply(values);
        return values;
    }

    private static int bytes(Codec codec, float[] values) {
        return codec.encode(LENET, values).length;
    }

    /** fc1 of (3 inputs, 3 units) in blocks of 2x2 has two: (5, 6; 0, 7) and, at the corner, 8. */
    @Test
    void storesBlocksByHand() {
        Network network = Nets.mlp(3, 3);
        float[] values = new float[network.layout().size()];
        System.arraycopy(new float[] {5, 6, 0, 0, 7, 0, 0, 0, 8}, 0, values, 0, 9);
        byte[] file = new BlockSparse(2, 2).encode(network, values);
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(8 + 4 * 3);
        assertThat(new int[] {in.getInt(), in.getInt()}).containsExactly(1, 2);
        assertThat(new int[] {in.getShort(), in.getShort()}).containsExactly(0, 1);
        float[] numbers = new float[5];
        in.asFloatBuffer().get(numbers);
        assertThat(numbers).containsExactly(5, 6, 0, 7, 8);
        assertThat(file).hasSize(8 + 12 + 8 + 4 + 20);
        assertThat(new BlockSparse(2, 2).decode(network, file)).containsExactly(values);
    }

    /** An index for 16 weights, not for each. */
    @Test
    void blocksTakeFewerBytesThanCsrAtEqualSparsity() {
        float[] blocks = sparse(4, 4);
        int csr = bytes(new BlockSparse(1, 1), blocks);
        int bsr = bytes(new BlockSparse(4, 4), blocks);
        assertThat((double) bsr / csr).isBetween(0.65, 0.72);
        assertThat(bytes(new BlockSparse(4, 4), sparse(1, 1))).isGreaterThan(csr);
    }

    @Test
    void refusesBlocksThatAreNotThere() {
        Network network = Nets.mlp(3, 3);
        byte[] file =
                new BlockSparse(2, 2).encode(network, new float[network.layout().size()]);
        file[8 + 12] = 3;
        assertThatThrownBy(() -> new BlockSparse(2, 2).decode(network, file))
                .hasMessage("Cannot decode block-sparse: a row of blocks has no such end");
        float[] values = new float[network.layout().size()];
        values[0] = 1;
        byte[] other = new BlockSparse(2, 2).encode(network, values);
        other[8 + 12 + 8] = 2;
        assertThatThrownBy(() -> new BlockSparse(2, 2).decode(network, other))
                .hasMessage("Cannot decode block-sparse: a block lies outside of its layer");
    }
}
