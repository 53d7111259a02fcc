package io.espalier.network.op;

/** y = scale x + shift, with numbers of its own for each channel. */
public record ChannelAffine(
        @SuppressWarnings("ArrayRecordComponent") float[] scale,
        @SuppressWarnings("ArrayRecordComponent") float[] shift) {}
