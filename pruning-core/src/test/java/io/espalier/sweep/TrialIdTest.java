package io.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.RecipeTexts;
import io.espalier.binding.UserJar;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ids and texts that stand in the tables of finished sweeps. No change to the code may alter one of them: a row would no
 * longer be found by its recipe, and everything would be computed again. A test that fails here is right.
 */
class TrialIdTest {
    private static final Binder BINDER = new Binder(UserJar.loader());

    static Stream<Arguments> pinned() {
        return Stream.of(
                Arguments.of(
                        "8f661b6acec4d078",
                        "{'data':{'source':'digits'},'network':{'family':'mlp'},'seed':1,'steps':[{'train':{'epochs':20,'optimizer':{'adam':{'rate':0.002}}}},{'prune':{'criterion':'snip','granularity':'neuron','sparsity':0.5}},{'train':{'epochs':0}}]}"),
                Arguments.of(
                        "4dc27831d08c6bc7",
                        "{'data':{'source':'grains'},'network':{'family':'chain'},'seed':1,'steps':['measure']}"),
                Arguments.of(
                        "6cd0a04ffb7c350a",
                        "{'data':{'limit':5,'per-class':3,'source':'grains','validation':0.1},'network':{'family':'chain','widths':[300,100]},'seed':-9223372036854775808,'steps':[{'train':{'batch':60,'epochs':20,'label':'dense','optimizer':{'adam':{'rate':0.002}}}},{'prune':{'criterion':{'edge':{'power':1}},'granularity':'neuron','sparsity':0.95}},{'rewind':{'to':'dense'}},{'train':{'iterations':1000,'optimizer':{'sgd':{'decay':0.00000001}},'schedule':{'steps':{'at':[30,60.5]}}}}]}"),
                Arguments.of(
                        "68cb67503366c403",
                        "{'data':{'scaling':'per-feature','source':'grains'},'network':{'family':'chain'},'seed':7,'steps':[{'repeat':{'rounds':20,'steps':[{'train':{'epochs':2,'keep':'best','schedule':{'warm-up':{'epochs':0.5,'then':'cosine'}}}},{'prune':{'criterion':'coin','fraction':0.2,'fractions':{'classifier':0.1},'granularity':{'block':{'columns':1,'rows':4}}}},'rewind']}}]}"),
                Arguments.of(
                        "cfae14219f1fa654",
                        "{'data':{'source':'grains'},'network':{'family':'chain'},'seed':7,'steps':[{'prune':{'classifier':'keep','criterion':'coin','placement':'shuffled','rounds':100,'schedule':'geometric','scope':'layer','sparsity':0.5}},'recalibrate','reinitialize']}"));
    }

    @ParameterizedTest
    @MethodSource("pinned")
    void staysTheSameForever(String id, String text) {
        Trial trial = BINDER.parse(RecipeTexts.json(text), Trial.class);

        assertThat(Canonical.json(trial)).isEqualTo(RecipeTexts.json(text));
        assertThat(trial.id()).hasToString(id);
    }

    @Test
    void differsBetweenSeeds() {
        String text = "{'data':'grains','network':'chain','seed':1,'steps':['measure']}";
        Trial one = BINDER.parse(RecipeTexts.json(text), Trial.class);

        assertThat(new Trial(one.data(), one.network(), 2, one.steps()).id()).isNotEqualTo(one.id());
        assertThat(new Trial(one.data(), one.network(), 1, one.steps()).id()).isEqualTo(one.id());
    }

    @Test
    void refusesTextThatIsNoHash() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrialId("../0123456789abc"))
                .withMessage("Invalid trial-id: ../0123456789abc (must be 16 lower-case hexadecimal digits)");
    }
}
