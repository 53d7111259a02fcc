package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.SequenceTargets;
import io.espalier.data.SequenceTargets.Alignment;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.GruLayers;
import io.espalier.network.zoo.LstmLayers;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.Tcn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may learn the next token of a window of four, of three tokens. */
class NextTokenCheckTest {
    private static final Shape ROW = new Shape(1, 1, 4);

    private static List<String> problems(NetworkFamily family, Alignment alignment) {
        SequenceTargets targets = new SequenceTargets(3, new int[] {0, 1, 2, 0}, 4, alignment);
        return new NextTokenCheck(targets).problems(family.build(ROW, targets.shape()), family);
    }

    @Test
    void acceptsWhatReadsTokensFromTheLeft() {
        assertThat(problems(new LstmLayers(2, 1, 2, null), Alignment.NEXT_STEP)).isEmpty();
        assertThat(problems(new GruLayers(2, 2, 2, null), Alignment.NEXT_STEP)).isEmpty();
        assertThat(problems(new Tcn(2, 2, 2, 2, null), Alignment.NEXT_STEP)).isEmpty();
    }

    @Test
    void refusesWhatTakesTokensForNumbers() {
        assertThat(problems(new LstmLayers(2, 1), Alignment.NEXT_STEP))
                .containsExactly("Invalid network: {\"family\":\"lstm\",\"units\":2} (must read tokens, as lstm, gru"
                        + " and tcn do with an embedding: the data are numbers of tokens)");
    }

    @Test
    void refusesWhatSeesAllOfTheWindow() {
        assertThat(problems(new Mlp(), Alignment.NEXT_STEP))
                .last()
                .isEqualTo("Invalid network: {\"family\":\"mlp\"} (must be causal, as lstm, gru and tcn are: it would"
                        + " see the next token, which it is to predict)");
    }

    @Test
    void letsAnyNetworkTellAStepFromTheWhole() {
        assertThat(problems(new Mlp(), Alignment.SAME_STEP)).isEmpty();
    }
}
