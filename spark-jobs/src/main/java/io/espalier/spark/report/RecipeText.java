package io.espalier.spark.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A trial's recipe as {@code show} prints it, its seed apart.
 *
 * @param head task, data and network, in lines
 * @param steps each in one text, in their order
 */
public record RecipeText(String head, List<String> steps) {
    public RecipeText {
        steps = List.copyOf(steps);
    }

    /**
     * @param recipe column {@code recipe} of the trials table
     * @throws ReportException if it is not JSON
     */
    public static RecipeText of(String recipe) {
        JsonNode trial = TrialJson.read(recipe);
        ObjectNode head = TrialText.recipe(trial);
        head.remove(List.of("seeds", "recipe"));
        return new RecipeText(
                String.join("\n", YamlText.lines(head)),
                StreamSupport.stream(trial.path("steps").spliterator(), false)
                        .map(RecipeText::step)
                        .toList());
    }

    private static String step(JsonNode step) {
        return String.join(
                "\n", YamlText.lines(JsonNodeFactory.instance.arrayNode().add(step)));
    }
}
