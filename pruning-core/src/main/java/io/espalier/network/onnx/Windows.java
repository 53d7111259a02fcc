package io.espalier.network.onnx;

import java.util.Arrays;

/** A square window that slides over an image. */
record Windows(int kernel, int stride, int padding) {
    /** What a node's attributes say, of a kernel of this size where they do not. */
    static Windows of(OnnxNode node, int... others) {
        int kernel = only("kernel_shape", node.sizes("kernel_shape", others));
        int stride = only("strides", node.sizes("strides", 1, 1));
        only("dilations", node.sizes("dilations", 1, 1), 1);
        only("ceil_mode", new int[] {node.size("ceil_mode", node.integer("ceil_mode", 0))}, 0);
        if (kernel < 1 || stride < 1) {
            throw new UnreadableException("kernel and stride are " + kernel + " and " + stride + " (must be positive)");
        }
        return new Windows(kernel, stride, padding(node));
    }

    private static int padding(OnnxNode node) {
        String how = node.text("auto_pad", "NOTSET");
        if (!how.equals("NOTSET") && !how.equals("VALID")) {
            throw new UnreadableException("auto_pad is " + Names.shown(how) + " (must be NOTSET or VALID)");
        }
        int padding = how.equals("VALID") ? 0 : only("pads", node.sizes("pads", 0, 0, 0, 0));
        if (padding < 0) {
            throw new UnreadableException("pads are " + padding + " (must not be negative)");
        }
        return padding;
    }

    private static int only(String name, int[] sizes) {
        if (sizes.length == 0 || Arrays.stream(sizes).distinct().count() != 1) {
            throw new UnreadableException(name + " are " + Arrays.toString(sizes) + " (must be one number)");
        }
        return sizes[0];
    }

    private static void only(String name, int[] sizes, int value) {
        if (Arrays.stream(sizes).anyMatch(s -> s != value)) {
            throw new UnreadableException(name + " are " + Arrays.toString(sizes) + " (must be " + value + ")");
        }
    }

    /** Refuses padding. */
    Windows withoutPadding() {
        if (padding != 0) {
            throw new UnreadableException("pads are " + padding + " (must be 0)");
        }
        return this;
    }
}
