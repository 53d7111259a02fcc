package io.espalier.sweep;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Variant;
import io.espalier.data.DataSpec;
import io.espalier.network.NetworkFamily;
import io.espalier.recipe.Step;
import io.espalier.task.Classification;
import io.espalier.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fully bound recipe with its seed: all that decides a row's numbers, besides the code.
 *
 * @param dataHash of the content of {@code data}, where that description stood for other content before; null where it has
 *     only ever stood for one
 * @param task what is learned
 * @param seed of the initial weights, the order of examples and every other draw, the split apart
 */
public record Trial(
        DataSpec data,
        NetworkFamily network,
        long seed,
        List<Step> steps,
        @Nullable String dataHash,
        @Default("classification") Task task) {
    public Trial {
        steps = List.copyOf(steps);
        check(!steps.isEmpty(), "steps", steps, "hold at least one step");
    }

    /** A classification, on data of the only content that their description ever stood for. */
    public Trial(DataSpec data, NetworkFamily network, long seed, List<Step> steps) {
        this(data, network, seed, steps, null, new Classification());
    }

    /** How many steps it has and which is the last, as in {@code 3 train}: what tells two places of one recipe apart. */
    public String place() {
        return steps.size() + " " + Variant.nameOf(steps.get(steps.size() - 1));
    }

    public TrialId id() {
        return TrialId.of(this);
    }
}
