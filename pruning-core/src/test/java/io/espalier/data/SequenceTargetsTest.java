package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.SequenceTargets.Alignment;
import io.espalier.data.source.Digits;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens at each step: what they are called, how they are split, and how they stand in a file. */
class SequenceTargetsTest {
    private static final int WINDOWS = 20;

    @TempDir
    Path folder;

    /** Windows of two steps, each with its own number for both tokens. */
    private static SequenceTargets numbered(Alignment alignment) {
        int[] tokens = IntStream.range(0, 2 * WINDOWS).map(i -> i / 2).toArray();
        return new SequenceTargets(WINDOWS, tokens, 2, alignment);
    }

    private static Splits splits(Alignment alignment, Integer limit) throws IOException {
        DataSpec spec = new DataSpec(new Digits(), 0.2, 0.3, 7, DataSpec.Scaling.NONE, limit);
        return spec.split(
                new Examples(new Dataset(new Shape(1, 1, 2), numbered(alignment), new float[2 * WINDOWS]), null, null));
    }

    private static int[] windows(Dataset part) {
        SequenceTargets targets = SequenceTargets.of(part.targets());
        return IntStream.range(0, targets.size())
                .map(row -> targets.token(row, 0))
                .toArray();
    }

    @Test
    void hasAnOutputForEachClassAtEachStep() {
        SequenceTargets targets = new SequenceTargets(3, new int[] {2, 0, 1, 3}, 2, Alignment.NEXT_STEP);
        assertThat(targets.size()).isEqualTo(2);
        assertThat(targets.outputs()).isEqualTo(6);
        assertThat(targets.shape()).isEqualTo(new Shape(3, 1, 2));
        assertThat(targets.count(0)).isEqualTo(1);
        // Classes outermost: output 4 is that of class 2 at step 0, output 1 that of class 0 at step 1.
        assertThat(IntStream.range(0, 6).filter(output -> targets.concerns(0, output)))
                .containsExactly(1, 4);
        assertThat(targets.isKnown(1, 0)).isTrue();
        assertThat(targets.isKnown(1, 1)).isFalse();
        assertThat(IntStream.range(0, 6).filter(output -> targets.concerns(1, output)))
                .containsExactly(2);
    }

    /** The first windows are for training and the last for test: none of a part lies among those of another. */
    @Test
    void splitsATextIntoRuns() throws IOException {
        Splits splits = splits(Alignment.NEXT_STEP, null);
        assertThat(windows(splits.train()))
                .containsExactly(IntStream.range(0, 10).toArray());
        assertThat(windows(splits.validation())).containsExactly(10, 11, 12, 13);
        assertThat(windows(splits.test())).containsExactly(14, 15, 16, 17, 18, 19);
    }

    @Test
    void limitsATextToItsBeginning() throws IOException {
        Splits splits = splits(Alignment.NEXT_STEP, 10);
        assertThat(windows(splits.train())).containsExactly(0, 1, 2, 3, 4);
        assertThat(windows(splits.test())).containsExactly(7, 8, 9);
    }

    @Test
    void drawsTheWindowsThatAreNoText() throws IOException {
        assertThat(windows(splits(Alignment.SAME_STEP, null).train()))
                .hasSize(10)
                .isNotEqualTo(IntStream.range(0, 10).toArray());
        assertThat(numbered(Alignment.SAME_STEP).order(5, 5, RandomKey.of(1)))
                .isEqualTo(RandomKey.of(1).permutation(5));
    }

    @Test
    void standsInAFileWithAllThatItIs() throws IOException {
        Splits splits = splits(Alignment.NEXT_STEP, null);
        SplitsFile.write(splits, LocalStorage.ofUser(folder), "splits");
        Splits read = SplitsFile.read(LocalStorage.ofUser(folder), "splits");
        assertThat(read.hash()).isEqualTo(splits.hash());
        assertThat(read.train().targets().isNextOfInput()).isTrue();
        assertThat(read.train().targets().shape()).isEqualTo(new Shape(WINDOWS, 1, 2));
        assertThat(windows(read.validation())).containsExactly(10, 11, 12, 13);
    }

    @Test
    void refusesWhatIsNoToken() {
        assertThatThrownBy(() -> new SequenceTargets(3, new int[] {0, 4}, 2, Alignment.NEXT_STEP))
                .hasMessage("Invalid token: 4 in row 0, step 1 (must be in 0..2, or 3 for none)");
        assertThatThrownBy(() -> new SequenceTargets(3, new int[] {0, 1, 2}, 2, Alignment.NEXT_STEP))
                .hasMessage("Invalid tokens: 3 (must be 2 an example, at least one)");
        assertThat(new SequenceTargets(3, new int[] {1, 1, 1, 3}, 2, Alignment.NEXT_STEP).problem())
                .contains("all tokens are \"1\" (must be two or more)");
    }

    @Test
    void refusesASourceWithoutTokens() {
        assertThatThrownBy(() -> new Digits().load(Targets.Kind.SEQUENCES))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Cannot predict sequences of digits: its examples have no token at each step (source: corpus or"
                                + " arrays can have)");
    }
}
