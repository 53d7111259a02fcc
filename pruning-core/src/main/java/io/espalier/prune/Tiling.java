package io.espalier.prune;

import io.espalier.network.Layout;
import io.espalier.network.op.Parameter;

/** A weight matrix (units by inputs) cut into tiles of so many rows and columns, numbered row by row. */
record Tiling(int rows, int columns) {
    static Tiling of(Granularity granularity, Parameter weight) {
        if (granularity instanceof Granularity.Block block) {
            return new Tiling(block.rows(), block.columns());
        }
        return new Tiling(1, granularity.isUnit() ? weight.perUnit() : 1);
    }

    /** Writes tile numbers from {@code first} on to where the weight stands in a flat array; returns how many. */
    int number(int[] tileOf, Layout.Slot slot, int first) {
        Parameter weight = slot.parameter();
        Parameter.Units index = weight.unitIndex();
        int across = ceilDiv(weight.perUnit(), columns);
        int size = weight.size();
        for (int i = 0; i < size; i++) {
            tileOf[slot.offset() + i] = first + index.unit(i) / rows * across + index.place(i) / columns;
        }
        return ceilDiv(weight.units(), rows) * across;
    }

    /** Of positive numbers, as large as they come. */
    private static int ceilDiv(int a, int b) {
        return (a - 1) / b + 1;
    }
}
