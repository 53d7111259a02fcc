package io.espalier.prune;

import io.espalier.binding.Default;

/**
 * How the weights of a network are cut into groups.
 *
 * @param granularity which weights are removed together
 * @param classifier whether the last weighted layer takes part
 * @param layers which of the others do
 */
public record Grouping(
        @Default("weight") Granularity granularity,
        @Default("prune") OutputLayerPolicy classifier,
        @Default("{}") LayerFilter layers) {
    /** In every layer that has such groups. */
    public Grouping(Granularity granularity, OutputLayerPolicy classifier) {
        this(granularity, classifier, LayerFilter.ALL);
    }
}
