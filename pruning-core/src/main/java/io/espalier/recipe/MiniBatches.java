package io.espalier.recipe;

/**
 * How an epoch's examples are cut into mini-batches: all of one size but the last, which has what is left. Where that
 * would be too few, it shares with the one before it, evenly.
 *
 * @param batch examples in a mini-batch, at most all
 * @param least examples that a mini-batch needs
 */
public record MiniBatches(int examples, int batch, int least) {
    public MiniBatches {
        batch = Math.min(batch, examples);
    }

    /** How many there are in an epoch. */
    public long count() {
        return (examples + batch - 1L) / batch;
    }

    /** Where mini-batch {@code i} of an epoch begins. */
    public int from(long i) {
        return i == count() - 1 && isShared() ? sharedFrom() : (int) i * batch;
    }

    /** Where it ends. */
    public int to(long i) {
        return i == count() - 1 ? examples : i == count() - 2 && isShared() ? sharedFrom() : (int) (i + 1) * batch;
    }

    /** Examples in the smallest one. */
    public int smallest() {
        return Math.min(batch, examples - from(count() - 1));
    }

    private boolean isShared() {
        int left = examples - (int) (count() - 1) * batch;
        return count() > 1 && left < least;
    }

    private int sharedFrom() {
        int start = (int) (count() - 2) * batch;
        return start + (examples - start + 1) / 2;
    }
}
