package io.espalier.spark.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.report.RecipeText;
import io.espalier.spark.table.SweepSql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes of the trials; heads and steps that recipes have in common are there once, and else by their number. */
final class TrialRecipes {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Integer> heads = new LinkedHashMap<>();
    private final Map<String, Integer> steps = new LinkedHashMap<>();

    private TrialRecipes() {}

    static TrialRecipes of(SweepSql sql) throws SQLException {
        TrialRecipes recipes = new TrialRecipes();
        for (List<?> row : sql.query("SELECT trial_id, recipe FROM trials").rows()) {
            recipes.texts.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
        }
        return recipes;
    }

    /** The number of its head and those of its steps; an empty one where the tables do not have it. */
    ObjectNode of(String trial) {
        String text = texts.get(trial);
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        if (text != null) {
            RecipeText recipe = RecipeText.of(text);
            tree.put("head", number(recipe.head(), heads));
            tree.putArray("steps");
            recipe.steps().forEach(step -> tree.withArray("steps").add(number(step, steps)));
        }
        return tree;
    }

    private static int number(String text, Map<String, Integer> numbers) {
        return numbers.computeIfAbsent(text, key -> numbers.size());
    }

    /** The texts by number. */
    ObjectNode json() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putArray("heads");
        tree.putArray("steps");
        heads.keySet().forEach(tree.withArray("heads")::add);
        steps.keySet().forEach(tree.withArray("steps")::add);
        return tree;
    }
}
