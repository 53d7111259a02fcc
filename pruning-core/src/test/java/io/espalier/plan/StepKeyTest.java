package io.espalier.plan;

import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.LeNet300100;
import io.espalier.network.Mlp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stores hold is found by these keys: no change may alter one of them unless NUMERICS is raised. */
class StepKeyTest {
    private static final Root ROOT = new Root(new Mlp(), "d".repeat(64), "pytorch-2.7.1", 1);

    private static List<String> keys(Root root, String... recipe) {
        List<String> keys = new ArrayList<>(List.of(root.key().value()));
        StepKey key = root.key();
        for (Action action : Unrolling.of(steps(recipe), 100)) {
            key = key.then(action);
            keys.add(key.value());
        }
        return keys;
    }

    @Test
    void neverChangesTheKeyOfAnyAction() {
        assertThat(keys(
                        ROOT,
                        "{'train':{'epochs':1,'optimizer':{'adam':{'rate':0.002}},'label':'dense'}}",
                        "{'prune':{'criterion':'taylor','granularity':'neuron','sparsity':0.5}}",
                        "{'rewind':{'to':'dense'}}",
                        "{'prune':{'fraction':0.2,'fractions':{'classifier':0.1},'scope':'layer'}}",
                        "'reinitialize'",
                        "{'recalibrate':{}}",
                        "{'train':{'iterations':2,'batch':64,'schedule':'cosine','patience':3,'keep':'best'}}"))
                .containsExactly(
                        "7f1166127e80e63049aa293abbf80b85",
                        "d90afa370e4cd152eb701ad1846576d3",
                        "fcc237af30e28f14356b9a6c52ca29a9",
                        "4e83f7620787a7f00bf3da50b499af39",
                        "6771e5c93bb01d82c1046f4d8ac94030",
                        "55979c6478248399abedadf0ed9d6b40",
                        "1ab0060c1bc98d35c95653724d3b51f4",
                        "cf81a4993c7ebb1c1c0e9a8d0a378242",
                        "8c0354af305abbc335423ef8c7cd0c6b",
                        "8268fb963420ae55fb0f7a1a5ece1bf0",
                        "fb8e49f7d1b66f362c2b68da1df7cc6f",
                        "f91db51eb70ce75ad09a8f9b7d37475b",
                        "22902da5b79f7518a5daa22a14e836ae",
                        "a3c4d926a563456c4c663329d93add07");
    }

    @Test
    void isTheHashOfTheKeyBeforeAndTheActionsText() throws Exception {
        String text = ROOT.key().value() + "\n\"initialize\"";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        assertThat(ROOT.key().then(new Action.Initialize()).value())
                .isEqualTo(HexFormat.of().formatHex(digest).substring(0, 32));
    }

    @Test
    void dependsOnAllThatAChainBeginsFrom() {
        assertThat(new StepKey[] {
                    ROOT.key(),
                    new Root(new LeNet300100(), ROOT.dataHash(), ROOT.engine(), 1).key(),
                    new Root(ROOT.network(), "e".repeat(64), ROOT.engine(), 1).key(),
                    new Root(ROOT.network(), ROOT.dataHash(), "pytorch-2.7.2", 1).key(),
                    new Root(ROOT.network(), ROOT.dataHash(), ROOT.engine(), 2).key()
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void dependsOnTheOrderOfActions() {
        Action score = new Action.Redraw();
        Action mark = new Action.Mark("here");
        assertThat(ROOT.key().then(score).then(mark))
                .isNotEqualTo(ROOT.key().then(mark).then(score));
    }
}
