package io.espalier.spark.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.pareto.ControlVerdict;
import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.SweepReport;
import io.espalier.pareto.TrialResult;
import io.espalier.stats.Estimate;
import io.espalier.stats.PairedTest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The front of one of a sweep's data as JSON, for programs. Keys are in snake case and in a fixed order; what is unknown is null. */
public final class FrontJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FrontJson() {}

    /** Indented text. */
    public static String render(DataFront front) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(front));
        } catch (JsonProcessingException e) {
            throw new ReportException("Cannot write front: " + e.getMessage(), e);
        }
    }

    private static ObjectNode tree(String data, SweepReport report) {
        ObjectNode tree = JSON.createObjectNode();
        if (!data.isEmpty()) {
            tree.put("data", data);
        }
        ObjectNode objectives = tree.putObject("objectives");
        report.objectives()
                .forEach(objective ->
                        objectives.put(objective.column(), objective.direction().toString()));
        tree.put("hypervolume", report.hypervolume());
        tree.put("added", report.added());
        tree.set("reference", JSON.valueToTree(report.reference()));
        tree.putObject("left_out")
                .put("diverged", report.leftOut().diverged())
                .put("failed", report.leftOut().failed())
                .put("incomplete", report.leftOut().incomplete());
        for (FrontStatus status : FrontStatus.values()) {
            ArrayNode members = tree.putArray(status.name().toLowerCase(Locale.ROOT));
            report.members(status).forEach(member -> members.add(tree(member)));
        }
        return tree;
    }

    static ObjectNode tree(DataFront front) {
        return tree(front.data(), front.report());
    }

    /** A member with its trials, estimates and verdicts. */
    static ObjectNode tree(RankedCandidate member) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("role", member.candidate().role());
        tree.set("axes", JSON.valueToTree(member.candidate().axes()));
        ObjectNode trials = tree.putObject("trials");
        for (TrialResult trial : member.candidate().trials()) {
            trials.put(Long.toString(trial.seed()), trial.trialId());
        }
        tree.put("lost", member.candidate().lost());
        ObjectNode estimates = tree.putObject("estimates");
        member.estimates().forEach((column, estimate) -> estimates.set(column, tree(estimate)));
        tree.put("best_of_several", FrontCells.isBestOfSeveral(member));
        tree.put("like_constant", FrontCells.isLikeConstant(member));
        tree.put("knee", member.knee());
        tree.put("hypervolume_share", member.hypervolumeShare());
        ObjectNode controls = tree.putObject("controls");
        member.controls().forEach(verdict -> controls.set(verdict.control(), tree(verdict, member)));
        return tree;
    }

    private static ObjectNode tree(Estimate estimate) {
        return JSON.createObjectNode()
                .put("n", estimate.n())
                .put("mean", estimate.mean())
                .put("standard_deviation", estimate.standardDeviation())
                .put("margin", estimate.margin());
    }

    private static ObjectNode tree(ControlVerdict verdict, RankedCandidate member) {
        PairedTest test = verdict.test();
        List<TrialResult> pairs = member.candidate().trials().stream()
                .filter(trial -> trial.controlBytes(verdict.control()) != null)
                .toList();
        return JSON.createObjectNode()
                .put("verdict", verdict.verdict().name().toLowerCase(Locale.ROOT))
                .put("n", test.n())
                .put("difference", member.difference(verdict))
                .put("p", test.p())
                .put("adjusted_p", verdict.adjustedP())
                .put("bytes", mean(pairs, trial -> trial.values().get(TrialResult.BYTES)))
                .put("control_bytes", mean(pairs, trial -> trial.controlBytes(verdict.control())));
    }

    private static @Nullable Double mean(List<TrialResult> trials, Function<TrialResult, @Nullable Double> size) {
        OptionalDouble mean = trials.stream()
                .map(size)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? (Double) mean.getAsDouble() : null;
    }
}
