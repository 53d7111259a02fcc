package io.espalier.metric;

import org.jspecify.annotations.Nullable;

/** How much smaller a pruned network is, as ShrinkBench counts (Blalock et al. 2020). Null where nothing is left. */
public final class CompressionRatios {
    private CompressionRatios() {}

    /** All trained parameters over those that are not 0, biases and norms included in both. */
    public static @Nullable Double compressionRatio(long parameters, long nonzeros) {
        return nonzeros == 0 ? null : (Double) ((double) parameters / nonzeros);
    }

    /** Multiply-accumulates over those at weights that are not 0. */
    public static @Nullable Double theoreticalSpeedup(long macs, long nonzeroMacs) {
        return nonzeroMacs == 0 ? null : (Double) ((double) macs / nonzeroMacs);
    }
}
