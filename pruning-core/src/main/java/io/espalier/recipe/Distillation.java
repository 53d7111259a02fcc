package io.espalier.recipe;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.NetworkFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loss that learns from another network's logits t besides the labels: (1 - weight) cross-entropy + weight match. The
 * teacher's epochs do not count as the student's.
 *
 * @param from an earlier label: the teacher is this network as of that label; give this or {@code teacher}
 * @param teacher a separate network
 * @param match how the two networks' logits are compared
 * @param temperature T of soft targets
 * @param weight weight of the match, in (0, 1]
 */
public record Distillation(
        @Nullable String from,
        @Nullable Teacher teacher,
        @Default("soft-targets") Match match,
        @Default("4") double temperature,
        @Default("0.7") double weight) {
    /** What is compared between student z and teacher t. */
    public enum Match {
        /** T^2 times the cross-entropy of softmax(z / T) with softmax(t / T) (Hinton, Vinyals and Dean 2015). */
        SOFT_TARGETS,
        /** Half the squared distance of z and t (Ba and Caruana 2014). */
        LOGITS
    }

    /**
     * A network that is trained on the same data with the same seed: a trial of the same sweep or of another one, where
     * they share a store, or else trained once, before its students.
     *
     * @param network the teacher's network
     * @param recipe the steps that train it
     */
    public record Teacher(NetworkFamily network, List<Step> recipe) {
        public Teacher {
            recipe = List.copyOf(recipe);
            check(!recipe.isEmpty(), "recipe", recipe, "hold at least one step");
        }
    }

    public Distillation {
        check((from == null) != (teacher == null), "from", from, "be given, or teacher, but not both");
        check(temperature > 0 && Double.isFinite(temperature), "temperature", temperature, "be above 0");
        check(weight > 0 && weight <= 1, "weight", weight, "be in (0, 1]");
    }
}
