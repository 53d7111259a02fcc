package io.espalier.codec;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Block compressed sparse rows, BSR: of each layer's matrix (units, numbers per unit) the blocks that are not all 0, whole.
 * With blocks of 1x1 that is CSR. Blocks at the border may be smaller.
 *
 * <p>8 bytes of {@link Header}, the other parameters as floats, then per layer: for each row of blocks in 4 bytes how many
 * blocks there are up to its end; the column of each in 2 bytes, 4 where there are more than 65,536; and its floats, row by
 * row.
 *
 * @param rows units in a block
 * @param columns numbers per unit in a block
 */
public record BlockSparse(
        @Default("4") int rows, @Default("4") int columns) implements Codec {
    private static final int MOST_SHORT = 1 << Short.SIZE;

    public BlockSparse {
        check(rows >= 1, "rows", rows, "be at least 1");
        check(columns >= 1, "columns", columns, "be at least 1");
    }

    public BlockSparse() {
        this(4, 4);
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        List<Blocks> layers = network.layout().slots(Role.WEIGHT).stream()
                .map(slot -> new Blocks(slot.byUnit(values)))
                .toList();
        int floats = Math.multiplyExact(Float.BYTES, UnweightedParameters.count(network));
        int length = layers.stream().mapToInt(Blocks::bytes).reduce(floats, Math::addExact);
        return header(network).write(length, out -> {
            UnweightedParameters.write(network, values, out);
            layers.forEach(layer -> layer.write(out));
        });
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        Header header = header(network);
        return header.read(file, in -> {
            float[] values = new float[network.layout().size()];
            UnweightedParameters.read(network, values, in);
            for (Layout.Slot slot : network.layout().slots(Role.WEIGHT)) {
                Blocks blocks = new Blocks(slot.byUnit(values));
                blocks.read(in, header);
                slot.putUnits(blocks.matrix(), values);
            }
            return values;
        });
    }

    private static Header header(Network network) {
        return new Header("block-sparse", "ESPK", network.layout().count());
    }

    /** Where a block stands among the rows and columns of blocks. */
    private record Place(int down, int across) {}

    /** One layer's weights, (units, numbers per unit). */
    private final class Blocks {
        private final float[][] matrix;

        Blocks(float[][] matrix) {
            this.matrix = matrix;
        }

        float[][] matrix() {
            return matrix;
        }

        private int down() {
            return (matrix.length - 1) / rows + 1;
        }

        private int across() {
            return (matrix[0].length - 1) / columns + 1;
        }

        private int bottom(Place block) {
            return Math.min(matrix.length, (block.down() + 1) * rows);
        }

        private int right(Place block) {
            return Math.min(matrix[0].length, (block.across() + 1) * columns);
        }

        private List<Place> stored(int down) {
            List<Place> stored = new ArrayList<>();
            for (int across = 0; across < across(); across++) {
                Place block = new Place(down, across);
                if (isStored(block)) {
                    stored.add(block);
                }
            }
            return stored;
        }

        private boolean isStored(Place block) {
            for (int i = block.down() * rows; i < bottom(block); i++) {
                for (int j = block.across() * columns; j < right(block); j++) {
                    if (Float.floatToRawIntBits(matrix[i][j]) != 0) {
                        return true;
                    }
                }
            }
            return false;
        }

        private List<Place> stored() {
            List<Place> all = new ArrayList<>();
            for (int down = 0; down < down(); down++) {
                all.addAll(stored(down));
            }
            return all;
        }

        private int numbers(Place block) {
            return (bottom(block) - block.down() * rows) * (right(block) - block.across() * columns);
        }

        int bytes() {
            int index = across() > MOST_SHORT ? Integer.BYTES : Short.BYTES;
            return stored().stream()
                    .mapToInt(block -> index + Float.BYTES * numbers(block))
                    .reduce(Math.multiplyExact(Integer.BYTES, down()), Math::addExact);
        }

        void write(ByteBuffer out) {
            int ended = 0;
            for (int down = 0; down < down(); down++) {
                ended += stored(down).size();
                out.putInt(ended);
            }
            for (Place block : stored()) {
                writeColumn(block.across(), out);
            }
            for (Place block : stored()) {
                for (int i = block.down() * rows; i < bottom(block); i++) {
                    for (int j = block.across() * columns; j < right(block); j++) {
                        out.putFloat(matrix[i][j]);
                    }
                }
            }
        }

        private void writeColumn(int across, ByteBuffer out) {
            if (across() > MOST_SHORT) {
                out.putInt(across);
            } else {
                out.putShort((short) across);
            }
        }

        private int readColumn(ByteBuffer in, Header header) {
            int across = across() > MOST_SHORT ? in.getInt() : Short.toUnsignedInt(in.getShort());
            header.require(across >= 0 && across < across(), "a block lies outside of its layer");
            return across;
        }

        void read(ByteBuffer in, Header header) {
            int[] ends = new int[down()];
            int before = 0;
            for (int down = 0; down < ends.length; down++) {
                ends[down] = in.getInt();
                header.require(
                        ends[down] >= before && ends[down] - before <= across(), "a row of blocks has no such end");
                before = ends[down];
            }
            List<Place> blocks = new ArrayList<>();
            for (int down = 0; down < ends.length; down++) {
                while (blocks.size() < ends[down]) {
                    blocks.add(new Place(down, readColumn(in, header)));
                }
            }
            blocks.forEach(block -> readNumbers(block, in));
        }

        private void readNumbers(Place block, ByteBuffer in) {
            for (int i = block.down() * rows; i < bottom(block); i++) {
                for (int j = block.across() * columns; j < right(block); j++) {
                    matrix[i][j] = in.getFloat();
                }
            }
        }
    }
}
