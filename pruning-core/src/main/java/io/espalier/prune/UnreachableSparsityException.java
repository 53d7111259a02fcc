package io.espalier.prune;

/** A selection asks for less than what the floor keeps in every layer. */
public final class UnreachableSparsityException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnreachableSparsityException(String goal, String bounds, int layers, int least, int groups) {
        super("Cannot " + goal + ": " + bounds + " in each of " + layers + " layers keeps at least " + least + " of "
                + groups + " groups");
    }
}
