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
                        "c3dd10023985d4e1c56e62d54cfc9586",
                        "fe5f5942264d65f36b4d250d344c396d",
                        "096fc0d42f2a8d4c24aa06aa618cbaa3",
                        "2001408f103df185c4733290b44d69cc",
                        "167fc307aff21e154093acf76a0309d3",
                        "7f4b64b8e6bb4dc2def6e5d77500cc49",
                        "72783fab6bd14679bddce0025c39f27f",
                        "5053b7b6732d6b409b454dcc12860432",
                        "a1691239bf3c47d7d2420863c6a46dfe",
                        "5b47e7505859168b771dcd7518f567aa",
                        "8daa1f5957b6a814afe314f2d18205b6",
                        "92816b06b5d3226c1764f71f53415021",
                        "a126551bde7b8f7d6cee3a75ee84a75d",
                        "40344ed987e4f9220b925398db695acb");
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
