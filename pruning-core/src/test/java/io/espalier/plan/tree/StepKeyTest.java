package io.espalier.plan.tree;

import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.zoo.LeNet300100;
import io.espalier.network.zoo.Mlp;
import io.espalier.recipe.NewWeights;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stores hold is found by these keys: no change may alter one of them unless NUMERICS is raised. */
class StepKeyTest {
    private static final TrialContext ROOT = new TrialContext(new Mlp(), "d".repeat(64), "pytorch-2.7.1", 1);

    private static List<String> keys(TrialContext root, String... recipe) {
        List<String> keys = new ArrayList<>(List.of(root.key().value()));
        StepKey key = root.key();
        for (Action action : RecipeCompiler.of(steps(recipe), 100)) {
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
                        "ecb1e075dada47ad6ddced0f305a61b2",
                        "c4836074f8d25415df5981f884ebc6d8",
                        "f1652b17efd3be0c870842f9448ff016",
                        "85819a614aed36cd82a0f7aa428bbe61",
                        "e3c7308b1569386e9ebed2d980138c66",
                        "1e53371eb101974e00a431a7b387b931",
                        "1fe4eb5dd9f49bc2c48ddd5550ae8e30",
                        "68e6b5a4d16619adabfd3d4a08cf61ce",
                        "a1aa9846aefd1dcd4a37ea66a5d93f4b",
                        "b69874a7a0e953632796ea4f7cd6f9b3",
                        "53ffb74f5772c8dab99eb4706385f8c5",
                        "150db0c759bb6407285af9e17dc5711d",
                        "a6a3ed1464aa6bd15cb6cf1715c7b091",
                        "eac3f548a8e5ac64d17ef23ef7ed47d4");
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
                    new TrialContext(new LeNet300100(), ROOT.dataHash(), ROOT.engine(), 1).key(),
                    new TrialContext(ROOT.network(), "e".repeat(64), ROOT.engine(), 1).key(),
                    new TrialContext(ROOT.network(), ROOT.dataHash(), "pytorch-2.7.2", 1).key(),
                    new TrialContext(ROOT.network(), ROOT.dataHash(), ROOT.engine(), 2).key()
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void dependsOnTheOrderOfActions() {
        Action score = new Action.Reinitialize(NewWeights.DRAWN);
        Action mark = new Action.Mark("here");
        assertThat(ROOT.key().then(score).then(mark))
                .isNotEqualTo(ROOT.key().then(mark).then(score));
    }
}
