package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.pareto.Objective;
import io.espalier.spark.report.FrontReport;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.SweepObjectives;
import io.espalier.spark.sweep.Progress;
import io.espalier.storage.Requests;
import io.espalier.storage.Storage;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a run says at its end: trials, time, where the results are, and the front. */
record RunReport(Storage folder, Progress progress, Ends ends) {
    void print(PrintWriter terminal) {
        Paint.STATES.print(terminal, progress.summary() + System.lineSeparator());
        if (!ends.allCompleted()) {
            Paint.STATES.print(terminal, "in total: " + ends.text() + System.lineSeparator());
        }
        progress.prediction().ifPresent(terminal::println);
        terminal.println(progress.requestsText());
        terminal.println("results: " + folder);
        terminal.println();
        terminal.flush();
        List<Objective> objectives = SweepObjectives.of(folder);
        FrontReport front = FrontReport.of(folder, objectives, Grids.PRESENT);
        Paint.VERDICTS.print(terminal, front.text(Screen.width()));
        terminal.println(PageLine.of(folder, objectives, Grids.PRESENT));
        terminal.flush();
    }

    /** For programs. */
    ObjectNode json() {
        List<Objective> objectives = SweepObjectives.of(folder);
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("out", folder.toString())
                .put("run", progress.run())
                .put("cached", progress.cached());
        ObjectNode states = tree.putObject("states");
        ends.counts().forEach((state, count) -> states.put(state.name().toLowerCase(Locale.ROOT), count));
        progress.prediction().ifPresent(words -> tree.put("time", words));
        Requests requests = progress.requests().value();
        tree.putObject("storage")
                .put("writes", requests.writes())
                .put("reads", requests.reads())
                .put("lists", requests.lists())
                .put("syncs", requests.syncs())
                .put("bytes_written", requests.bytesWritten())
                .put("bytes_read", requests.bytesRead());
        tree.put("page", PageLine.of(folder, objectives, Grids.PRESENT));
        FrontReport.of(folder, objectives, Grids.PRESENT).json().forEach(tree.withArray("fronts")::add);
        return tree;
    }
}
