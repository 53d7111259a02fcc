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
                        "567ae72ec725e84907e5fdd57e526138",
                        "86bebd1833a18b84e9ea49df9a7717f6",
                        "7d9798baafeff25be933163c473ae781",
                        "d01a0eaad698fab0f416a9f93a21fda0",
                        "e6110d6378218e3ddf928cc033b5a23d",
                        "d6e31c5265ada064588bd7e2957bc08d",
                        "fdab979f0e3c82f1aa1cd8826b9401d8",
                        "7029d8232a716fd8035094cad2ec4760",
                        "3310c47201715be0bff065a87d832c31",
                        "7afac6eecc2b57189cd6c46399067158",
                        "dd6845204855dc987ef31850f1648d10",
                        "28bad3c34c13b9d63430a18fcb2d4aae",
                        "f354688d69a6a06af0170782205ddde7",
                        "beb08254525dd0282d65e349e8abb9a7");
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
