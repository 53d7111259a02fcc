package io.espalier.spark.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.Spelling;
import io.espalier.paper.ComparedFigure;
import io.espalier.paper.Expectation;
import io.espalier.paper.PaperValue;
import io.espalier.stats.Estimate;
import java.util.List;

/** Papers as JSON, for programs. What is unknown is null. */
public final class PaperJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PaperJson() {}

    /** Indented text. */
    public static String render(List<PaperReport> reports) {
        ArrayNode papers = JSON.createArrayNode();
        reports.forEach(report -> papers.add(tree(report)));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(papers);
        } catch (JsonProcessingException e) {
            throw new ReportException("Cannot write papers: " + e.getMessage(), e);
        }
    }

    private static ObjectNode tree(PaperReport report) {
        ObjectNode tree = JSON.createObjectNode()
                .put("config", report.config())
                .put("title", report.paper().title())
                .put("planned", report.planned())
                .put("found", report.found());
        ArrayNode figures = tree.putArray("figures");
        report.findings().forEach(finding -> figures.add(tree(finding)));
        return tree;
    }

    private static ObjectNode tree(ComparedFigure finding) {
        ObjectNode tree = JSON.createObjectNode().put("name", finding.figure().name());
        PaperValue printed = finding.figure().paper();
        tree.put("claim", finding.figure().isClaim());
        tree.put("paper", printed == null ? null : (Double) printed.value());
        tree.put("source", printed == null ? null : printed.source());
        Expectation expect = finding.figure().expect();
        tree.putObject("expect")
                .put("at_least", expect.atLeast())
                .put("at_most", expect.atMost())
                .put("by", Spelling.of(expect.by()));
        Estimate ours = finding.estimate().orElse(null);
        tree.put("mean", ours == null ? null : (Double) ours.mean());
        tree.put("margin", ours == null ? null : ours.margin());
        tree.set("observations", JSON.valueToTree(finding.observations()));
        return tree.put("missing", finding.missing()).put("verdict", Spelling.of(finding.verdict()));
    }
}
