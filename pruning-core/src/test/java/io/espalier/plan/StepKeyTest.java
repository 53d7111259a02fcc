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
                        "c1e649cf1d936f0e8867ab9dc7f7306c",
                        "867562138687d2dc5f5c6ca88122b39b",
                        "71a72153a204dca470b4de51a7765444",
                        "72bdb2d314840aa73b29aa9321a76534",
                        "181c958f08dca80a85781f310b3b5dac",
                        "480b031a0a971d63e581798bc045aac5",
                        "5d9e3ed99e4778f2255c296d780f7683",
                        "1c7b6b6ec118f3de8c9ac0e57732ab96",
                        "e9c54365762432b2bbae4aaf968b95d6",
                        "27fe7992fbfb6d11a8371e9dae32ec00",
                        "ea971d08f9dcee3d2b18ab4d97c500ac",
                        "23d38bf226ffc237f11415cf48f5c94d",
                        "e35784396f8c9566e6b44d68dbdf860b",
                        "a6a013ffefb9904045f022c471cb8368");
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
