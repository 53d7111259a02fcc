package io.espalier.spark.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.pareto.Objective;
import io.espalier.spark.report.DataFront;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.ReportException;
import io.espalier.spark.report.SweepTrials;
import io.espalier.spark.report.TrialReader;
import io.espalier.spark.table.DuckDb;
import io.espalier.spark.table.SweepSql;
import io.espalier.storage.FileName;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the page shows of a sweep. Trials are numbered in the order of the members of the fronts, so that a column is a list
 * and a member is a number of trials.
 *
 * @param rest all but the curves
 */
record PageData(ObjectNode rest, Curves curves) {
    private static final int MOST_MEMBERS = 5_000;

    /** The rows that are there now. */
    static PageData read(Storage out, List<Objective> objectives, Grids grids, String command) {
        SweepTrials trials = TrialReader.readAll(out, objectives, grids);
        List<ShownMembers> shown = trials.fronts(objectives).stream()
                .map(front -> ShownMembers.of(front, MOST_MEMBERS))
                .toList();
        List<DataFront> fronts = shown.stream().map(ShownMembers::front).toList();
        TrialIndex index = TrialIndex.of(fronts);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("name", FileName.last(out.location()))
                .put("out", out.toString())
                .put("command", command)
                .put("written", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put(
                        "omitted",
                        trials.omitted()
                                + shown.stream().map(ShownMembers::words).collect(Collectors.joining()));
        try (SweepSql sql = SweepSql.open(out)) {
            TrialRecipes recipes = TrialRecipes.of(sql);
            shown.forEach(members -> page.withArray("fronts").add(Members.json(members, recipes)));
            page.setAll(recipes.json());
            Numbers.of(index).addTo(page);
            page.set("siblings", Siblings.json(sql, index));
            page.set("layers", Layers.json(sql, index));
            page.set("exports", Rows.json(sql.query("SELECT * FROM exports ORDER BY exported_at")));
            page.set("progress", Outcomes.json(sql));
            page.set("survey", Survey.json());
            return new PageData(page, Curves.of(sql, index));
        } catch (SQLException e) {
            throw new ReportException("Cannot read tables: " + DuckDb.reason(e), e);
        } catch (IOException e) {
            throw new ReportException(String.valueOf(e.getMessage()), e);
        }
    }

    /** With as many evaluations of each curve as fit, halved so many times. */
    JsonNode json(int halvings) {
        return rest.set("curves", curves.json(halvings));
    }

    /** Without what there is of each trial besides its row. */
    JsonNode withoutDetails() {
        return rest.remove(List.of("layers", "curves"));
    }
}
