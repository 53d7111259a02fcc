package io.espalier.prune;

/** A selection asks for less than what the floor keeps in every layer. */
public final class UnreachableSparsityException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnreachableSparsityException(String goal, int floor, int layers, int least, int groups) {
        super("Cannot " + goal + ": the floor of " + floor + (floor == 1 ? " group" : " groups") + " in each of "
                + layers + " layers keeps at least " + least + " of " + groups + " groups");
    }
}
