package io.espalier.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.espalier.criterion.Criterion;
import io.espalier.data.DataSpec;
import io.espalier.data.DataSpec.Scaling;
import io.espalier.network.NetworkFamily;
import io.espalier.prune.Granularity;
import io.espalier.recipe.Step;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinderTest {
    private final Binder binder = new Binder(UserJar.loader());

    record Numbers(
            int whole,
            long wide,
            double real,
            boolean flag,
            @Default("7") int given,
            @Nullable Integer open) {}

    record Fragile(int value) {
        Fragile {
            if (value < 0) {
                throw new IllegalStateException("too low");
            }
        }
    }

    public record NotARecipe(String text) {}

    public static final class Coarse implements Criterion {
        @Override
        public double[] score(io.espalier.criterion.NetworkView network, io.espalier.prune.Groups groups) {
            throw new UnsupportedOperationException();
        }
    }

    /** As Spark's is, when {@code addJar} brings another. */
    private static final class GrowingLoader extends URLClassLoader {
        GrowingLoader(ClassLoader parent) {
            super(new URL[0], parent);
        }

        @Override
        public void addURL(URL jar) {
            super.addURL(jar);
        }
    }

    private <T> T read(String json, Class<T> type) {
        return binder.parse(RecipeTexts.json(json), type);
    }

    private List<String> problems(String json, Class<?> type) {
        Problems problems = new Problems();
        binder.bind(Yaml.read(RecipeTexts.json(json), "text", problems), type, KeyPath.ROOT.key("x"), problems);
        return problems.list();
    }

    @Test
    void readsScalars() {
        assertThat(read("{'whole':-3,'wide':9007199254740993,'real':2,'flag':true}", Numbers.class))
                .isEqualTo(new Numbers(-3, 9007199254740993L, 2, true, 7, null));
        assertThat(read("{'whole':1e3,'wide':0,'real':-0.0,'flag':false,'given':null,'open':1}", Numbers.class))
                .isEqualTo(new Numbers(1000, 0, 0.0, false, 7, 1));
    }

    @Test
    void reportsEveryScalarThatDoesNotFit() {
        assertThat(problems(
                        "{'whole':2147483648,'wide':1.5,'real':'much','flag':1,'given':[1],'open':{'a':1}}",
                        Numbers.class))
                .containsExactly(
                        "Invalid x.whole: 2147483648 (must be in -2147483648..2147483647)",
                        "Invalid x.wide: 1.5 (must be a whole number)",
                        "Invalid x.real: much (must be a number)",
                        "Invalid x.flag: 1 (must be true or false)",
                        "Invalid x.given: [1] (must be a whole number)",
                        "Invalid x.open: {\"a\":1} (must be a whole number)");
    }

    /** Networks compute in 32-bit floats: a larger number would be infinity there. */
    @Test
    void refusesNumbersThatNoFloatHolds() {
        for (String number : List.of("1e39", "-1e39", "1e400")) {
            assertThat(problems("{'whole':1,'wide':1,'real':" + number + ",'flag':true}", Numbers.class))
                    .singleElement()
                    .asString()
                    .endsWith("(must be in the range of 32-bit floats, +-3.4e38)");
        }
    }

    @Test
    void reportsMissingAndUnknownKeysTogether() {
        assertThat(problems("{'whole':1,'wide':1,'real':1,'flags':true}", Numbers.class))
                .containsExactly(
                        "Invalid x.flags: unknown key"
                                + " (must be one of whole, wide, real, flag, given, open; did you mean flag?)",
                        "Invalid x.flag: missing (must be given)");
    }

    @Test
    void readsVariantsByNameOrAsAnObject() {
        Optimizer standard = new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8, 0);

        assertThat(read("'adam'", Optimizer.class)).isEqualTo(standard);
        assertThat(read("{'adam':null}", Optimizer.class)).isEqualTo(standard);
        assertThat(read("{'adam':{}}", Optimizer.class)).isEqualTo(standard);
        assertThat(read("{'adam':{'rate':0.1}}", Optimizer.class))
                .isEqualTo(new Optimizer.Adam(0.1, 0.9, 0.999, 1e-8, 0));
    }

    @Test
    void readsVariantsThatOnlyTheContextClassLoaderFinds() {
        assertThat(read("'coin'", Criterion.class)).isEqualTo(new Coin());
        assertThat(read("{'edge':{'power':3}}", Criterion.class)).isEqualTo(new Edge(3, true));
        assertThat(read("{'family':'chain','widths':[4,2]}", NetworkFamily.class))
                .isEqualTo(new Chain(List.of(4, 2)));
        assertThat(read("'chain'", NetworkFamily.class)).isEqualTo(new Chain());
    }

    @Test
    void looksAgainOnceTheContextHasMoreJars(@TempDir Path folder) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        UserJar.register(folder, Criterion.class, Coin.class);
        try (GrowingLoader loader = new GrowingLoader(before)) {
            thread.setContextClassLoader(loader);
            Binder first = Binder.ofContext();
            assertThat(Binder.ofContext()).isSameAs(first);
            assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> first.parse("\"coin\"", Criterion.class));

            loader.addURL(folder.toUri().toURL());

            assertThat(Binder.ofContext().parse("\"coin\"", Criterion.class)).isEqualTo(new Coin());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void readsTheShorthandsOfGranularity() {
        assertThat(read("'2:4'", Granularity.class)).isEqualTo(new Granularity.NOfM(2, 4));
        assertThat(read("'4x1'", Granularity.class)).isEqualTo(new Granularity.Block(4, 1));
        assertThat(problems("'4:2'", Granularity.class)).containsExactly("Invalid x.n-of-m.n: 4 (must be in 1..1)");
        assertThat(problems("'99999999999x1'", Granularity.class))
                .containsExactly("Invalid x.block.rows: 99999999999 (must be in -2147483648..2147483647)");
    }

    @Test
    void readsAnUnwrappedComponentFromItsOwnersKeys() {
        assertThat(read("{'source':'grains','limit':5,'per-class':3,'scaling':'per-feature'}", DataSpec.class))
                .isEqualTo(new DataSpec(new Grains(3), 0.2, 0.2, 0, Scaling.PER_FEATURE, 5));
        assertThat(read("'grains'", DataSpec.class))
                .isEqualTo(new DataSpec(new Grains(10), 0.2, 0.2, 0, Scaling.UNIT, null));
    }

    @Test
    void reportsUnknownKeysOfAnUnwrappedComponentWithAllKeysThatFit() {
        assertThat(problems("{'source':'grains','validaton':0.1}", DataSpec.class))
                .containsExactly(
                        "Invalid x.validaton: unknown key (must be one of source, validation, test, split-seed,"
                                + " scaling, limit, test-limit, resize, per-class; did you mean validation?)");
    }

    @Test
    void reportsUnknownVariantsWithTheNearestName() {
        assertThat(problems("'adm'", Optimizer.class))
                .containsExactly("Invalid x: adm (must be one of adam, adamw, momentum, nesterov, sgd;"
                        + " did you mean adam?)");
        assertThat(problems("{'source':'grain'}", DataSpec.class))
                .singleElement()
                .asString()
                .startsWith("Invalid x.source: grain (must be ")
                .endsWith("did you mean grains?)");
        assertThat(problems("{'splitseed':1}", DataSpec.class))
                .singleElement()
                .asString()
                .startsWith("Invalid x.source: missing (must be ");
    }

    @Test
    void reportsObjectsWithTwoVariants() {
        assertThat(problems("{'adam':{},'sgd':{}}", Optimizer.class))
                .containsExactly("Invalid x: {\"adam\":{},\"sgd\":{}}"
                        + " (must have one key: one of adam, adamw, momentum, nesterov, sgd)");
    }

    @Test
    void reportsVariantsWhoseOptionsAreNoObject() {
        assertThat(problems("{'adam':0.1}", Optimizer.class))
                .containsExactly("Invalid x.adam: 0.1 (must be an object)");
        assertThat(problems("[1]", Optimizer.class))
                .containsExactly("Invalid x: [1] (must be one of adam, adamw, momentum, nesterov, sgd)");
    }

    @Test
    void reportsWhatConstructorsRefuseInsideLists() {
        assertThat(problems("{'steps':{'at':[1,'a',null],'factor':0}}", LearningRate.class))
                .containsExactly(
                        "Invalid x.steps.at[1]: a (must be a number)",
                        "Invalid x.steps.at[2]: null (must be a number)");
        assertThat(problems("{'steps':{'at':[1],'factor':0}}", LearningRate.class))
                .containsExactly("Invalid x.steps.factor: 0.0 (must be above 0)");
        assertThat(problems("{'edge':{'power':0}}", Criterion.class))
                .containsExactly("Invalid x.edge.power: 0 (must be at least 1)");
    }

    @Test
    void reportsConstructorsThatFailInTheirOwnWay() {
        assertThat(problems("{'value':-1}", Fragile.class))
                .containsExactly("Cannot use x: java.lang.IllegalStateException: too low");
    }

    @Test
    void reportsBareVariantsThatNeedOptions() {
        assertThat(problems("'steps'", LearningRate.class))
                .containsExactly("Invalid x.steps.at: missing (must be given)");
    }

    @Test
    void reportsRegisteredClassesThatAreNoRecords(@TempDir Path folder) throws Exception {
        UserJar.register(folder, Criterion.class, Coarse.class);
        Binder coarse = new Binder(new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> coarse.parse("\"coin\"", Criterion.class))
                .withMessageContaining("Cannot find the choices for")
                .withMessageContaining("Coarse is not a record");
    }

    @Test
    void reportsRegisteredClassesOfAnotherKind(@TempDir Path folder) throws Exception {
        UserJar.register(folder, Criterion.class, NotARecipe.class);
        Binder other = new Binder(new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> other.parse("\"coin\"", Criterion.class))
                .withMessageContaining("Cannot find the choices for");
    }

    @Test
    void parsesTrialsBack() {
        String text = RecipeTexts.json("{'data':{'source':'grains'},'network':{'family':'chain'},'seed':-1,"
                + "'steps':[{'train':{'epochs':1}},'measure']}");
        io.espalier.sweep.Trial trial = binder.parse(text, io.espalier.sweep.Trial.class);

        assertThat(trial.network()).isEqualTo(new Chain());
        assertThat(Canonical.json(trial)).isEqualTo(text);
    }

    @Test
    void refusesTextThatIsNotJson() {
        for (String text : List.of("", "{", "\"adam\" 1", "{\"adam\":{},\"adam\":{}}", "null")) {
            assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> binder.parse(text, Step.class));
        }
    }
}
