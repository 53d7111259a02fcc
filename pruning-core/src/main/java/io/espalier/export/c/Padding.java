package io.espalier.export.c;

import io.espalier.export.fusion.FusedNode;
import io.espalier.network.op.Conv;

/** By how much a node widens its input. */
final class Padding {
    private Padding() {}

    static int of(FusedNode node) {
        return node.op() instanceof Conv conv ? conv.padding() : 0;
    }
}
