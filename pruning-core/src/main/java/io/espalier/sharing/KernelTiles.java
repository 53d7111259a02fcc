package io.espalier.sharing;

import io.espalier.network.Layout;
import io.espalier.network.WeightGroups;
import io.espalier.network.WeightGroups.Direction;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Convolutions of one window as tiles of equal shape: each covers so many of a layer's input channels and units. As a
 * matrix a tile is (inputs, units times taps).
 *
 * @param window sides of the window
 * @param tiles in the order of the layout, units first
 */
public record KernelTiles(List<Integer> window, int inputs, int units, List<Tile> tiles) {
    /** Where one begins in its layer. */
    public record Tile(WeightGroups layer, int firstUnit, int firstInput) {}

    public KernelTiles {
        window = List.copyOf(window);
        tiles = List.copyOf(tiles);
    }

    /**
     * Those of each window of more than one position. Layers whose channels or units are no multiple of a tile's, and
     * grouped ones, have none.
     */
    public static List<KernelTiles> of(Layout layout, int inputs, int units) {
        Map<List<Integer>, List<Tile>> byWindow = new LinkedHashMap<>();
        for (Layout.Slot slot : layout.slots(Role.WEIGHT)) {
            Parameter weight = slot.parameter();
            boolean whole = weight.inputs() % inputs == 0 && weight.units() % units == 0;
            boolean window = weight.hasInputs() && weight.taps() > 1;
            if (window && whole && weight.axes().groups() == 1) {
                List<Integer> sides = weight.dims().subList(2, weight.dims().size());
                byWindow.computeIfAbsent(sides, key -> new ArrayList<>()).addAll(tiles(slot, inputs, units));
            }
        }
        return byWindow.entrySet().stream()
                .map(entry -> new KernelTiles(entry.getKey(), inputs, units, entry.getValue()))
                .toList();
    }

    private static List<Tile> tiles(Layout.Slot slot, int inputs, int units) {
        WeightGroups layer = WeightGroups.of(slot, Direction.INCOMING);
        List<Tile> tiles = new ArrayList<>();
        for (int unit = 0; unit < layer.units(); unit += units) {
            for (int input = 0; input < layer.inputs(); input += inputs) {
                tiles.add(new Tile(layer, unit, input));
            }
        }
        return tiles;
    }

    /** Positions of the window. */
    public int taps() {
        return window.stream().reduce(1, Math::multiplyExact);
    }

    /** Numbers of a row: one input channel's weights to all units of a tile. */
    public int width() {
        return units * taps();
    }

    /** Whether a parameter is made of these tiles. */
    public boolean covers(Layout.Slot slot) {
        return tiles.stream().anyMatch(tile -> tile.layer().offset() == slot.offset());
    }

    /** The weights of a tile, one row for each input channel. */
    public float[][] read(Tile tile, float[] values) {
        float[][] rows = new float[inputs][width()];
        for (int input = 0; input < inputs; input++) {
            for (int unit = 0; unit < units; unit++) {
                System.arraycopy(values, start(tile, unit, input), rows[input], unit * taps(), taps());
            }
        }
        return rows;
    }

    /** The inverse of {@link #read}. */
    public void write(Tile tile, float[][] rows, float[] values) {
        for (int input = 0; input < inputs; input++) {
            for (int unit = 0; unit < units; unit++) {
                System.arraycopy(rows[input], unit * taps(), values, start(tile, unit, input), taps());
            }
        }
    }

    private static int start(Tile tile, int unit, int input) {
        return tile.layer().start(tile.firstUnit() + unit, tile.firstInput() + input);
    }
}
