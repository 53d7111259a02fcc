package io.espalier.spark.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.pareto.Candidate;
import io.espalier.pareto.ControlVerdict;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.SweepReport;
import io.espalier.pareto.TrialResult;
import java.util.Locale;

/** The members of a front as JSON: what they are, where they stand and how they compare with their controls. */
final class Members {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Members() {}

    static ObjectNode json(ShownMembers shown, TrialRecipes recipes) {
        SweepReport report = shown.front().report();
        ObjectNode tree = JSON.createObjectNode().put("data", shown.front().data());
        tree.put("counted", shown.counted().size());
        tree.set("density", Density.json(shown.counted()));
        report.objectives().forEach(objective -> tree.withArray("objectives")
                .addObject()
                .put("column", objective.column())
                .put("direction", objective.direction().toString()));
        tree.put("hypervolume", report.hypervolume()).put("added", report.added());
        tree.putObject("excluded")
                .put("diverged", report.leftOut().diverged())
                .put("failed", report.leftOut().failed())
                .put("incomplete", report.leftOut().incomplete());
        tree.putArray("members");
        report.members().forEach(member -> tree.withArray("members").add(json(member, recipes)));
        return tree;
    }

    private static ObjectNode json(RankedCandidate member, TrialRecipes recipes) {
        Candidate candidate = member.candidate();
        ObjectNode tree = JSON.createObjectNode()
                .put("role", candidate.role())
                .put("n", candidate.trials().size())
                .put("lost", candidate.lost())
                .put("status", member.status().name().toLowerCase(Locale.ROOT))
                .put("knee", member.knee())
                .put("share", member.hypervolumeShare())
                .put("chosenBy", candidate.chosenBy().column())
                .put("likeConstant", candidate.isLikeConstant())
                .put(
                        "bestOf",
                        candidate
                                .estimate(TrialResult.BEST_OF)
                                .map(of -> of.mean() > 1)
                                .orElse(false));
        tree.set("axes", JSON.valueToTree(candidate.axes()));
        ObjectNode verdicts = tree.putObject("verdicts");
        member.controls().forEach(verdict -> verdicts.set(verdict.control(), json(member, verdict)));
        tree.set("recipe", recipes.of(candidate.trials().get(0).trialId()));
        return tree;
    }

    private static ObjectNode json(RankedCandidate member, ControlVerdict verdict) {
        return JSON.createObjectNode()
                .put("verdict", verdict.verdict().name().toLowerCase(Locale.ROOT))
                .put("n", verdict.test().n())
                .put("difference", member.difference(verdict))
                .put("p", verdict.adjustedP());
    }
}
