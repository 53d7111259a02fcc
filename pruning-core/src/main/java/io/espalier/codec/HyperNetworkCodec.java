package io.espalier.codec;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.sharing.KernelTiles;
import io.espalier.sharing.KernelTiles.Tile;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions whose kernels a small network generates, as the reparameterization of this name trains them. The rows of
 * all tiles of one window, an input channel each, are a matrix of a rank of at most hidden + 1, and stored as so many of
 * its rows and columns, as in {@code low-rank}: of a single tile these are fewer numbers than the network has. Up to 2^-14
 * of the largest weight is lost by it. All other parameters are floats.
 *
 * <p>8 bytes of {@link Header}, the floats, then per window what {@code low-rank} writes for a layer.
 *
 * @param inputs channels that a tile reads
 * @param units filters of a tile
 */
@Name("hypernetwork")
public record HyperNetworkCodec(
        @Default("16") int inputs, @Default("16") int units) implements Codec {
    public HyperNetworkCodec {
        check(inputs >= 1, "inputs", inputs, "be at least 1");
        check(units >= 1, "units", units, "be at least 1");
    }

    public HyperNetworkCodec() {
        this(16, 16);
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        List<KernelTiles> windows = KernelTiles.of(network.layout(), inputs, units);
        List<byte[]> matrices = windows.stream()
                .map(window -> new CrossMatrix(rows(window, values)).write())
                .toList();
        List<Layout.Slot> others = others(network, windows);
        int floats = others.stream().mapToInt(slot -> slot.parameter().size()).reduce(0, Math::addExact);
        int length = matrices.stream()
                .mapToInt(matrix -> matrix.length)
                .reduce(Math.multiplyExact(Float.BYTES, floats), Math::addExact);
        return header(network).write(length, out -> {
            for (Layout.Slot slot : others) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    out.putFloat(values[i]);
                }
            }
            matrices.forEach(out::put);
        });
    }

    /** One row for each input channel of each tile. */
    private static float[][] rows(KernelTiles window, float[] values) {
        List<float[]> rows = new ArrayList<>();
        window.tiles().forEach(tile -> rows.addAll(List.of(window.read(tile, values))));
        return rows.toArray(float[][]::new);
    }

    private static List<Layout.Slot> others(Network network, List<KernelTiles> windows) {
        return network.layout().slots().stream()
                .filter(slot -> windows.stream().noneMatch(window -> window.covers(slot)))
                .toList();
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        Header header = header(network);
        return header.read(file, in -> {
            float[] values = new float[network.layout().size()];
            List<KernelTiles> windows = KernelTiles.of(network.layout(), inputs, units);
            for (Layout.Slot slot : others(network, windows)) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    values[i] = in.getFloat();
                }
            }
            for (KernelTiles window : windows) {
                write(window, new CrossMatrix(rows(window, values)).read(in, header), values);
            }
            return values;
        });
    }

    private void write(KernelTiles window, float[][] rows, float[] values) {
        int next = 0;
        for (Tile tile : window.tiles()) {
            float[][] own = new float[inputs][];
            System.arraycopy(rows, next, own, 0, inputs);
            window.write(tile, own, values);
            next += inputs;
        }
    }

    private static Header header(Network network) {
        return new Header("hypernetwork", "ESPY", network.layout().count());
    }
}
