package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.Window;
import io.espalier.network.op.Window.Side;
import java.util.Arrays;
import java.util.stream.Stream;

/** Windows as attributes of a node. A sequence has width alone, and a height of 1 here. */
final class Windows {
    private final OnnxNode node;
    private final Value value;
    private final int axes;
    private final boolean upright;

    private Windows(OnnxNode node) {
        this.node = node;
        this.upright = node.value(0).isUpright();
        this.value = upright ? node.value(0).as(node.value(0).upright()) : node.image(0);
        this.axes = value.view().rank() - 2;
    }

    static AttributeProto[] attributes(Window window) {
        Side height = window.height();
        Side width = window.width();
        return new AttributeProto[] {
            Attributes.integers("kernel_shape", height.kernel(), width.kernel()),
            Attributes.integers("strides", height.stride(), width.stride()),
            Attributes.integers("dilations", height.dilation(), width.dilation()),
            Attributes.integers("pads", height.before(), width.before(), height.after(), width.after())
        };
    }

    /** Of a pool whose padding counts; it has no dilations before operator set 19. */
    static AttributeProto[] ofMean(Window window) {
        return Stream.concat(
                        Arrays.stream(attributes(window))
                                .filter(attribute -> !attribute.getName().equals("dilations")),
                        Stream.of(Attributes.integer("count_include_pad", 1)))
                .toArray(AttributeProto[]::new);
    }

    /** Of a convolution, whose kernel is as its weight's last dims. */
    static Window of(OnnxNode node, Constant weight) {
        Windows windows = new Windows(node);
        if (weight.rank() != windows.axes + 2 || weight.size() == 0) {
            throw new UnreadableException(
                    "its weight has dims " + weight.dims() + " (must be units, channels and a kernel)");
        }
        int[] own = weight.dims().stream().skip(2).mapToInt(d -> d).toArray();
        if (!Arrays.equals(windows.turned(node.sizes("kernel_shape", windows.turned(own))), own)) {
            throw new UnreadableException("its weight has dims " + weight.dims() + " (must have its kernel_shape)");
        }
        return windows.window(own);
    }

    /** Of a pool that pads by what does not count: its last window may lie partly outside, by ceil_mode. */
    static Window ofMaximum(OnnxNode node) {
        return ofPool(node);
    }

    /** Of a pool that counts what it pads by. */
    static Window ofMean(OnnxNode node) {
        Window window = ofPool(node);
        if (window.isPadded() && (node.integer("count_include_pad", 0) != 1 || node.integer("ceil_mode", 0) != 0)) {
            throw new UnreadableException("it excludes padding from its means (must have count_include_pad 1)");
        }
        return window;
    }

    private static Window ofPool(OnnxNode node) {
        Windows windows = new Windows(node);
        Window window = windows.window(windows.turned(node.sizes("kernel_shape")));
        if (window.height().dilation() > 1 || window.width().dilation() > 1) {
            throw new UnreadableException("its dilations are not 1");
        }
        return window;
    }

    private Window window(int[] kernel) {
        int[] ones = Arrays.stream(new int[axes]).map(i -> 1).toArray();
        int[] strides = sized("strides", turned(node.sizes("strides", ones)), axes);
        int[] dilations = sized("dilations", turned(node.sizes("dilations", ones)), axes);
        sized("kernel_shape", kernel, axes);
        Side width = side(axes - 1, kernel, strides, dilations, value.shape().width());
        return new Window(
                axes == 1
                        ? new Side(1, 1, 1, 0, 0)
                        : side(0, kernel, strides, dilations, value.shape().height()),
                width);
    }

    /** Sizes of height and width, which a sequence that stands upright has the other way round. */
    private int[] turned(int[] sizes) {
        int[] turned = sizes.clone();
        for (int i = 0; upright && i + 1 < sizes.length; i += 2) {
            turned[i] = sizes[i + 1];
            turned[i + 1] = sizes[i];
        }
        return turned;
    }

    private static int[] sized(String name, int[] sizes, int count) {
        if (sizes.length != count) {
            throw new UnreadableException(name + " are " + Arrays.toString(sizes) + " (must be " + count + ")");
        }
        return sizes;
    }

    private Side side(int axis, int[] kernel, int[] strides, int[] dilations, int length) {
        try {
            Side bare = new Side(kernel[axis], strides[axis], dilations[axis], 0, 0);
            return withCeiling(padded(bare, axis, length), length);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }

    private Side padded(Side bare, int axis, int length) {
        String how = node.text("auto_pad", "NOTSET");
        return switch (how) {
            case "NOTSET" -> {
                int[] pads = sized("pads", turned(node.sizes("pads", new int[2 * axes])), 2 * axes);
                yield with(bare, pads[axis], pads[axes + axis]);
            }
            case "VALID" -> bare;
            case "SAME_UPPER", "SAME_LOWER" -> same(bare, length, how);
            default -> throw new UnreadableException("auto_pad is " + Names.shown(how));
        };
    }

    /** As many places as strides begin in the length; the odd position goes behind, or in front. */
    private static Side same(Side bare, int length, String how) {
        int places = (length + bare.stride() - 1) / bare.stride();
        int all = Math.max(0, (places - 1) * bare.stride() + bare.reach() - length);
        int less = all / 2;
        return how.equals("SAME_UPPER") ? with(bare, less, all - less) : with(bare, all - less, less);
    }

    private static Side with(Side side, int before, int after) {
        return new Side(side.kernel(), side.stride(), side.dilation(), before, after);
    }

    /** One more place where some of the input is left, unless that place would begin behind the input. */
    private Side withCeiling(Side side, int length) {
        int rest = Math.floorMod(length + side.before() + side.after() - side.reach(), side.stride());
        int next = length + side.before() + side.after() - side.reach() - rest + side.stride();
        boolean another = node.integer("ceil_mode", 0) == 1 && rest > 0 && next < length + side.before();
        return another ? with(side, side.before(), side.after() + side.stride() - rest) : side;
    }
}
