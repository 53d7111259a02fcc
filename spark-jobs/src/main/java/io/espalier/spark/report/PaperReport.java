package io.espalier.spark.report;

import io.espalier.paper.ComparedFigure;
import io.espalier.paper.Figure;
import io.espalier.paper.Paper;
import io.espalier.plan.Planner;
import io.espalier.spark.table.QueryResult;
import io.espalier.spark.table.SweepSql;
import io.espalier.storage.Storage;
import io.espalier.sweep.SweepConfig;
import io.espalier.sweep.TrialId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A paper's figures beside what our tables say of them.
 *
 * @param config the sweep's name
 * @param planned candidates of the config as it stands
 * @param found how many of these the results hold
 */
public record PaperReport(String config, Paper paper, int planned, int found, List<ComparedFigure> findings) {
    public PaperReport {
        findings = List.copyOf(findings);
    }

    /** Figures with a published number first, then claims. */
    List<ComparedFigure> inOrder() {
        return findings.stream()
                .sorted(Comparator.comparing(finding -> finding.figure().isClaim()))
                .toList();
    }

    /**
     * Asks the results of a sweep.
     *
     * @param results an output folder or what was kept of one; may be absent
     * @throws ReportException if a query is wrong or the tables cannot be read
     */
    public static PaperReport of(SweepConfig sweep, Paper paper, Storage results) {
        Set<TrialId> planned = Planner.candidates(sweep.points(), sweep.seeds());
        List<ComparedFigure> none =
                paper.figures().stream().map(ComparedFigure::none).toList();
        try (SweepSql tables = SweepSql.open(results)) {
            int found = found(planned, tables);
            List<ComparedFigure> findings = found == 0 ? none : findings(sweep.name(), paper, tables);
            return new PaperReport(sweep.name(), paper, planned.size(), found, findings);
        } catch (IOException | SQLException e) {
            throw new ReportException("Cannot read results of " + sweep.name() + ": " + e.getMessage(), e);
        }
    }

    private static int found(Set<TrialId> planned, SweepSql tables) throws SQLException {
        Set<TrialId> found = new HashSet<>();
        for (List<@Nullable Object> row :
                tables.query("SELECT trial_id FROM trials").rows()) {
            found.add(new TrialId(String.valueOf(row.get(0))));
        }
        found.retainAll(planned);
        return found.size();
    }

    private static List<ComparedFigure> findings(String config, Paper paper, SweepSql tables) {
        return paper.figures().stream()
                .map(figure -> finding(config, figure, tables))
                .toList();
    }

    private static ComparedFigure finding(String config, Figure figure, SweepSql tables) {
        try {
            return finding(figure, tables.query(figure.query()));
        } catch (SQLException | IllegalArgumentException e) {
            throw new ReportException(
                    "Cannot query figure '" + figure.name() + "' of " + config + ": " + e.getMessage(), e);
        }
    }

    private static ComparedFigure finding(Figure figure, QueryResult result) {
        if (!result.columns().equals(List.of(Figure.VALUE))) {
            throw new IllegalArgumentException(
                    "its columns are " + result.columns() + " (must be one, " + Figure.VALUE + ")");
        }
        List<Double> observations = new ArrayList<>();
        for (List<@Nullable Object> row : result.rows()) {
            Object value = row.get(0);
            if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                observations.add(number.doubleValue());
            } else if (value != null && !(value instanceof Number)) {
                throw new IllegalArgumentException("its value is " + value + " (must be a number)");
            }
        }
        return new ComparedFigure(figure, observations, result.rows().size() - observations.size());
    }
}
