package io.espalier.plan;

import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.baseline.MeanImages;
import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Conv2;
import io.espalier.network.zoo.ResNet8;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.recipe.Fit;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeasibilityTest {
    private static final String FILTERS = "{'prune':{'granularity':'filter','sparsity':0.5}}";

    private final Feasibility feasibility = new Feasibility(new NetworkCache(List.of(Recipes.DATA)));

    private List<String> problems(String... recipe) {
        return problems(Recipes.NETWORK, recipe);
    }

    private List<String> problems(NetworkFamily network, String... recipe) {
        feasibility.check(Recipes.DATA.hash(), network, steps(recipe));
        return feasibility.problems();
    }

    @Test
    void findsNothingWhereAllFits() {
        assertThat(problems(
                        "{'prune':{'granularity':'2:4'}}",
                        "{'repeat':{'rounds':30,'steps':[{'prune':{'fraction':0.2,'fractions':{'classifier':0.1}}}]}}",
                        "{'prune':{'scope':{'per-layer':{'sparsity':{'fc1':0.5,'classifier':0.2}}}}}"))
                .isEmpty();
    }

    @Test
    void saysWhatATrainingHookDoesNotFind() {
        assertThat(problems(
                        "{'train':{'epochs':1,'penalties':['l1','slimming']}}",
                        "{'repeat':{'rounds':2,'steps':[{'train':{'epochs':1,'projections':['hierarchical-prox']}}]}}"))
                .containsExactly(
                        "Invalid recipe[0].train.penalties[1]: \"slimming\" (must fit the network: slimming needs batch"
                                + " norms, and the network has none)",
                        "Invalid recipe[1].repeat.steps[0].train.projections[0]: \"hierarchical-prox\" (must fit the"
                                + " network: hierarchical-prox needs the layers skip and fc1 of family lassonet)");
    }

    @Test
    void refusesAugmentationThatATableCannotHave() {
        assertThat(problems("{'train':{'epochs':1,'augmentation':['noise','flip',{'cutout':{'size':4}}]}}"))
                .containsExactly(
                        "Invalid recipe[0].train.augmentation[1]: \"flip\" (must fit the network: the examples have no"
                                + " columns, they are 4x1x1)",
                        "Invalid recipe[0].train.augmentation[2]: {\"cutout\":{\"size\":4}} (must fit the network: the"
                                + " examples are not images, they are 4x1x1)");
    }

    @Test
    void refusesToMixExamplesBeforeTheyAreChanged() {
        assertThat(problems("{'train':{'epochs':1,'augmentation':['mixup','noise']}}"))
                .containsExactly("Invalid recipe[0].train.augmentation[0]: \"mixup\" (must fit the network: it mixes"
                        + " examples, so it has to be the last)");
    }

    @Test
    void saysWhatNoLayerHasGroupsOf() {
        assertThat(problems("{'train':{'epochs':1}}", FILTERS))
                .containsExactly(
                        "Invalid recipe[1].prune.granularity: Filter[] (must fit: Cannot prune mlp: no layer has"
                                + " groups of Filter[])");
    }

    @Test
    void namesTheLayersThatAFilterCouldMean() {
        assertThat(problems("{'prune':{'sparsity':0.5,'layers':{'exclude':['fc9','clasifier','fc1']}}}"))
                .containsExactly("Invalid recipe[0].prune.layers.exclude: clasifier, fc9 (must name layers: one of fc1,"
                        + " fc2, fc3, classifier; did you mean classifier, fc1?)");
    }

    @Test
    void refusesToIncludeALayerThatCannotTakePart() {
        assertThat(problems("{'prune':{'sparsity':0.5,'granularity':'neuron','layers':{'include':['fc3']}}}"))
                .containsExactly("Invalid recipe[0].prune.layers.include: fc3 (must name layers that can be pruned: one"
                        + " of fc1, fc2; did you mean fc1?)");
    }

    @Test
    void refusesToExcludeEveryLayer() {
        assertThat(problems("{'prune':{'sparsity':0.5,'classifier':'keep','layers':{'exclude':['fc1','fc2']}}}"))
                .containsExactly("Invalid recipe[0].prune.layers.exclude: fc1, fc2 (must leave a layer to prune)");
    }

    @Test
    void saysWhatACapKeepsOfATargetBeyondIt() {
        assertThat(problems("{'prune':{'granularity':'neuron','sparsity':0.9,'max-sparsity':0.8}}"))
                .containsExactly("Invalid recipe[0].prune.sparsity: 0.9 (must be reachable: Cannot reach sparsity 0.9:"
                        + " the floor of 1 group and the max-sparsity of 0.8 in each of 2 layers keeps at least 5 of 20"
                        + " groups)");
    }

    @Test
    void refusesAMultipleOfWhatIsNoUnit() {
        assertThat(problems("{'prune':{'sparsity':0.5,'multiple-of':8}}"))
                .containsExactly("Invalid recipe[0].prune.multiple-of: 8 (must be omitted unless the granularity is"
                        + " neuron, filter or unit)");
    }

    @Test
    void notesAMultipleThatLetsNothingGo() {
        assertThat(problems("{'prune':{'granularity':'neuron','fraction':0.1,'multiple-of':4}}"))
                .isEmpty();
        assertThat(feasibility.notes())
                .containsExactly(
                        "Note recipe[0].prune.multiple-of: 4 rounds a fraction of 0.1 up to everything that is left, so"
                                + " nothing is pruned");
    }

    @Test
    void namesTheLayersThatAnUnknownOneCouldMean() {
        assertThat(problems("{'prune':{'scope':{'per-layer':{'sparsity':{'fc9':0.5}}}}}"))
                .containsExactly(
                        "Invalid recipe[0].prune.sparsity: fc9 (must name layers that are pruned: one of fc1, fc2, fc3,"
                                + " classifier; did you mean fc1?)");
        assertThat(problems("{'prune':{'fraction':0.5,'fractions':{'conv1':0.5}}}"))
                .contains("Invalid recipe[0].prune.fractions: conv1 (must name layers that are pruned: one of fc1, fc2,"
                        + " fc3, classifier)");
    }

    @Test
    void saysWhatTheFloorKeepsOfATargetBeyondIt() {
        assertThat(problems("{'repeat':{'rounds':5,'steps':[{'prune':{'granularity':'neuron','sparsity':0.95,"
                        + "'schedule':'geometric'}}]}}"))
                .as("20 neurons: 1 is to stay, the floor keeps one in each of two layers")
                .containsExactly(
                        "Invalid recipe[0].repeat.steps[0].prune.sparsity: 0.95 (must be reachable in round 5: Cannot"
                                + " reach sparsity 0.95: the floor of 1 group in each of 2 layers keeps at least 2 of 20"
                                + " groups)");
    }

    @Test
    void saysInWhichRoundALadderRunsOutOfGroups() {
        String step = "{'prune':{'granularity':'neuron','fraction':0.5}}";
        assertThat(problems("{'repeat':{'rounds':30,'steps':[" + step + "]}}"))
                .as("20, 10, 5, 2, and then 1 for two layers")
                .containsExactly("Invalid recipe[0].repeat.steps[0].prune.fraction: 0.5 (must be reachable in round 4:"
                        + " Cannot remove 0.5 of the remaining groups: the floor of 1 group in each of 2 layers"
                        + " keeps at least 2 of 20 groups)");
    }

    @Test
    void knowsNothingOfWhatAStepOfAnotherGranularityLeft() {
        assertThat(problems("{'prune':{'granularity':'neuron','sparsity':0.9}}", "{'prune':{'fraction':0.9}}"))
                .isEmpty();
    }

    @Test
    void saysWhereAnArchitectureDoesNotFitTheData() {
        assertThat(problems(new Conv2(), "{'train':{'epochs':1}}"))
                .singleElement()
                .asString()
                .startsWith("Invalid network: {\"family\":\"conv-2\"")
                .contains("(must fit the data: Cannot build conv-2 on 4x1x1:");
    }

    @Test
    void wantsABaselineToStandWithItsOwnNetwork() {
        Fit fit = new Fit(new MeanImages(3), null);
        feasibility.check(Recipes.DATA.hash(), fit.by().network(), List.of(fit));
        assertThat(feasibility.problems()).isEmpty();
        feasibility.check(Recipes.DATA.hash(), Recipes.NETWORK, List.of(fit));
        assertThat(feasibility.problems())
                .containsExactly("Invalid recipe[0].fit.by: {\"mean-images\":{\"classes\":3}} (must fit its own"
                        + " network: {\"family\":\"mlp\",\"hidden\":[]})");
    }

    @Test
    void refusesToMeasureBeforeTheFirstStep() {
        assertThat(problems("'measure'", "{'train':{'epochs':1}}"))
                .containsExactly("Invalid recipe[0]: measure (must come after another step)");
    }

    @Test
    void collectsAllProblemsOfAllRecipesEachOnce() {
        assertThat(problems(FILTERS, "{'prune':{'sparsity':0.5,'layers':{'exclude':['fc9']}}}"))
                .hasSize(2);
        assertThat(problems(FILTERS, "{'prune':{'sparsity':0.5,'layers':{'exclude':['fc8']}}}"))
                .hasSize(3);
    }

    @Test
    void aPointThatCannotReachItsSparsityStopsNoOther() {
        assertThat(problems("{'prune':{'granularity':'neuron','sparsity':0.95}}"))
                .hasSize(1);
        assertThat(problems("{'prune':{'granularity':'neuron','sparsity':0.5}}"))
                .isEmpty();
        assertThat(feasibility.notes())
                .singleElement()
                .asString()
                .startsWith("Invalid recipe[0].prune.sparsity: 0.95 (must be reachable")
                .endsWith("): these trials will fail");
    }

    @Test
    void checksAllStepsOfARepeat() {
        assertThat(problems("{'repeat':{'rounds':2,'steps':["
                        + "{'train':{'epochs':1}},{'reconstruct':{'by':{'divnet':{'keep':100000}}}}]}}"))
                .singleElement()
                .asString()
                .startsWith("Invalid recipe[0].repeat.steps[1].reconstruct.by.divnet.keep: 100000 (must be at most ");
    }

    @Test
    void notesWhatDoesNothing() {
        assertThat(problems("{'train':{'epochs':0}}", "{'train':{'epochs':1,'batch':100000}}"))
                .isEmpty();
        assertThat(feasibility.notes())
                .containsExactly(
                        "Note recipe[0].train: nothing is trained, it has no epochs or iterations",
                        "Note recipe[1].train.batch: 100000 is more than the 40 training examples, so an epoch is one step");
    }

    @Test
    void refusesABatchOfOneWhereANormSeesOnePosition() {
        Splits images = images();
        Feasibility ofImages = new Feasibility(new NetworkCache(List.of(images)));
        ofImages.check(images.hash(), new ResNet8(), steps("{'train':{'epochs':1,'batch':1}}"));
        assertThat(ofImages.problems())
                .containsExactly(
                        "Invalid recipe[0].train.batch: 1 (must leave no batch with fewer than 2 of the 7 training"
                                + " examples: the network has batch norms)");
        ofImages.check(images.hash(), new ResNet8(), steps("{'train':{'epochs':1,'batch':6}}"));
        assertThat(ofImages.problems()).isEmpty();
    }

    private static Splits images() {
        Dataset few = new Dataset(new Shape(1, 4, 4), 2, new float[16 * 7], new int[] {0, 1, 0, 1, 0, 1, 0});
        return Splits.of(few, few, few);
    }
}
