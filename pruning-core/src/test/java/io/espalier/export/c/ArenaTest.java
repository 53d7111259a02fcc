package io.espalier.export.c;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.export.c.Arena.Buffer;
import io.espalier.random.RandomKey;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ArenaTest {
    private static final int STEPS = 12;

    private static List<Buffer> drawn(long seed) {
        RandomKey key = RandomKey.of(seed);
        return IntStream.range(0, 15)
                .mapToObj(i -> {
                    int first = key.with(i).index(0, STEPS);
                    int last = first + key.with(i).index(1, STEPS - first);
                    return new Buffer("b" + i, 1 + key.with(i).index(2, 100), first, last);
                })
                .toList();
    }

    private static int alive(List<Buffer> buffers, int step) {
        return buffers.stream()
                .filter(b -> b.first() <= step && step <= b.last())
                .mapToInt(Buffer::size)
                .sum();
    }

    @Property
    void buffersThatAreAliveTogetherDoNotOverlap(@ForAll long seed) {
        List<Buffer> buffers = drawn(seed);
        Arena arena = Arena.of(buffers);
        for (Buffer one : buffers) {
            assertThat(arena.place(one.name()) + one.size()).isLessThanOrEqualTo(arena.size());
            for (Buffer other : buffers) {
                if (one != other && one.meets(other)) {
                    boolean before = arena.place(one.name()) + one.size() <= arena.place(other.name());
                    boolean behind = arena.place(other.name()) + other.size() <= arena.place(one.name());
                    assertThat(before || behind).isTrue();
                }
            }
        }
        assertThat(arena.size())
                .isGreaterThanOrEqualTo(IntStream.range(0, STEPS)
                        .map(step -> alive(buffers, step))
                        .max()
                        .orElse(0));
    }

    @Test
    void aChainTakesItsTwoLargestNeighbours() {
        Arena arena = Arena.of(List.of(
                new Buffer("a", 10, 0, 1),
                new Buffer("b", 50, 1, 2),
                new Buffer("c", 20, 2, 3),
                new Buffer("d", 5, 3, 4)));
        assertThat(arena.size()).isEqualTo(70);
    }
}
