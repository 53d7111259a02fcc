package io.espalier.plan.tree;

import static io.espalier.plan.Recipes.root;
import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.plan.Recipes;
import io.espalier.plan.tree.SweepTree.Chain;
import io.espalier.plan.tree.SweepTree.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepTreeTest {
    private final SweepTree.Builder tree = new SweepTree.Builder(reference -> Optional.empty());

    private static Chain chain(long seed, String... recipe) {
        return new Chain(root(seed), RecipeCompiler.of(steps(recipe), 40));
    }

    @Test
    void holdsACommonBeginningOnce() {
        tree.add(chain(1, "{'train':{'epochs':3}}", "{'prune':{'sparsity':0.5}}"));
        int before = tree.build().nodes().size();
        tree.add(chain(1, "{'train':{'epochs':3}}", "{'prune':{'sparsity':0.9}}"));
        assertThat(before).as("initialise, 3 epochs, settle, score, select").isEqualTo(7);
        assertThat(tree.build().nodes()).as("one other select").hasSize(8);
    }

    @Test
    void addsNothingForAChainThatIsTheBeginningOfAnother() {
        tree.add(chain(1, "{'train':{'epochs':3}}", "{'prune':{'sparsity':0.5}}"));
        tree.add(chain(1, "{'train':{'epochs':3}}"));
        assertThat(tree.build().nodes()).hasSize(7);
    }

    @Test
    void sharesNothingBetweenSeeds() {
        tree.add(chain(1, "{'train':{'epochs':3}}"));
        tree.add(chain(2, "{'train':{'epochs':3}}"));
        assertThat(tree.build().nodes()).hasSize(10);
        assertThat(tree.build().nodes()).extracting(Node::key).doesNotHaveDuplicates();
    }

    @Test
    void givesTheKeyOfAChainsEnd() {
        Chain chain = chain(1, "{'train':{'epochs':3}}", "{'prune':{'sparsity':0.5}}");
        assertThat(tree.add(chain)).isEqualTo(Recipes.end(chain)).isEqualTo(tree.add(chain));
    }

    @Test
    void listsEveryActionBehindTheOneBeforeIt() {
        for (int seed = 1; seed <= 3; seed++) {
            tree.add(chain(seed, "{'train':{'epochs':2}}", "{'prune':{'sparsity':0.5}}"));
            tree.add(chain(1, "{'train':{'epochs':" + seed + "}}"));
        }
        Set<Node> before = new HashSet<>();
        for (Node node : tree.build().nodes()) {
            assertThat(node.parent() == null || before.contains(node.parent())).isTrue();
            before.add(node);
        }
    }

    @Test
    void refusesAChainWithoutActions() {
        assertThatThrownBy(() -> tree.add(new Chain(root(1), List.of())))
                .hasMessage("Cannot add a chain: it has no actions");
    }
}
