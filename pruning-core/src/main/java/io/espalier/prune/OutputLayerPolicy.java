package io.espalier.prune;

/** Whether the network's last weighted layer takes part in pruning. It never does where groups are units. */
public enum OutputLayerPolicy {
    /** It takes part. */
    PRUNE,
    /** It stays whole. */
    KEEP
}
