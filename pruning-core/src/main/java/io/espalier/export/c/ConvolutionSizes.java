package io.espalier.export.c;

import io.espalier.export.fusion.FusedNode;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Shape;

/**
 * The sizes of a convolution as loops need them, over an input that was widened by the padding.
 *
 * @param width of the widened input; {@code plane} its numbers in one channel
 */
record ConvolutionSizes(Conv conv, Shape in, Shape out, int width, int plane) {
    static ConvolutionSizes of(FusedNode node) {
        Conv conv = (Conv) node.op();
        Shape in = node.in().get(0);
        int width = in.width() + 2 * conv.padding();
        return new ConvolutionSizes(conv, in, node.out(), width, width * (in.height() + 2 * conv.padding()));
    }

    /** Numbers of the widened input. */
    int elements() {
        return plane * in.channels();
    }

    /** Channels that a filter sees. */
    int seen() {
        return conv.channels() / conv.groups();
    }

    /** Where, from the start of the widened input, weight {@code i} of a filter first reads. */
    int offset(int filter, int i) {
        int taps = conv.kernel() * conv.kernel();
        int channel = filter / (conv.filters() / conv.groups()) * seen() + i / taps;
        return channel * plane + i % taps / conv.kernel() * width + i % conv.kernel();
    }

    /** Fills the sizes in. */
    Template into(Template template) {
        return template.with("FILTERS", conv.filters())
                .with("PER_GROUP", conv.filters() / conv.groups())
                .with("SEEN", seen())
                .with("KERNEL", conv.kernel())
                .with("STRIDE", conv.stride())
                .with("WIDTH", width)
                .with("PLANE", plane)
                .with("ROW", width * conv.stride())
                .with("HEIGHT_OUT", out.height())
                .with("WIDTH_OUT", out.width())
                .with("POSITIONS", out.positions());
    }

    /** A function that widens the input, by a number that stands for 0. */
    String padding(String name, String type, int zero) {
        return Template.of("""
                static void ${NAME}_pad(const $TYPE *restrict x, $TYPE *restrict y)
                {
                    int i, r, c;
                    for (i = 0; i < $ALL; i++) y[i] = $ZERO;
                    for (i = 0; i < $CHANNELS; i++)
                        for (r = 0; r < $HEIGHT; r++)
                            for (c = 0; c < $WIDTH; c++)
                                y[i * $PLANE + (r + $PADDING) * $WIDE + c + $PADDING] = x[(i * $HEIGHT + r) * $WIDTH + c];
                }
                """)
                .with("NAME", name)
                .with("TYPE", type)
                .with("ZERO", zero)
                .with("ALL", elements())
                .with("CHANNELS", in.channels())
                .with("HEIGHT", in.height())
                .with("WIDTH", in.width())
                .with("PLANE", plane)
                .with("PADDING", conv.padding())
                .with("WIDE", width)
                .fill();
    }
}
