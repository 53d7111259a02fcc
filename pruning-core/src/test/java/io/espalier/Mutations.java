package io.espalier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Changes to a file's bytes, such as a broken disk or an ill-meaning person makes. */
public record Mutations(List<Mutation> mutations) {
    /** One change at a place that is given as a fraction of the length. */
    public record Mutation(Kind kind, double at, byte value) {}

    /** What a change does: to one byte, to all behind it, or to eight of them at once. */
    public enum Kind {
        FLIP,
        SET,
        INSERT,
        DELETE,
        CUT,
        NUMBER
    }

    /** One to four changes; half of them near the beginning, where headers are. */
    public static Arbitrary<Mutations> any() {
        Arbitrary<Double> place = Arbitraries.oneOf(
                Arbitraries.doubles().between(0, 1), Arbitraries.doubles().between(0, 0.1));
        return Combinators.combine(Arbitraries.of(Kind.class), place, Arbitraries.bytes())
                .as(Mutation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(Mutations::new);
    }

    /** A changed copy. */
    public byte[] of(byte[] original) {
        byte[] bytes = original.clone();
        for (Mutation mutation : mutations) {
            bytes = bytes.length == 0 ? bytes : apply(mutation, bytes);
        }
        return bytes;
    }

    private static byte[] apply(Mutation mutation, byte[] bytes) {
        int at = (int) (mutation.at() * (bytes.length - 1));
        List<Byte> changed = new ArrayList<>();
        for (byte b : bytes) {
            changed.add(b);
        }
        switch (mutation.kind()) {
            case FLIP -> changed.set(at, (byte) (bytes[at] ^ (1 << (mutation.value() & 7))));
            case SET -> changed.set(at, mutation.value());
            case INSERT -> changed.add(at, mutation.value());
            case DELETE -> changed.remove(at);
            case CUT -> {
                return Arrays.copyOf(bytes, at);
            }
            case NUMBER -> {
                for (int i = at; i < Math.min(at + 8, bytes.length); i++) {
                    changed.set(i, (byte) (i == at + 7 ? 0x7f : 0xff));
                }
            }
        }
        byte[] copy = new byte[changed.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = changed.get(i);
        }
        return copy;
    }
}
