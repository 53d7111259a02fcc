package io.espalier.spark.report;

import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.Objective;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.SweepReport;
import io.espalier.storage.Content;
import io.espalier.storage.FileName;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The fronts of a sweep as one HTML page: for each a plot of its first objective over its second, and its table. Fetches nothing. */
public final class FrontPage {
    private static final String FILE = "front.html";

    private final List<DataFront> fronts;

    private FrontPage(List<DataFront> fronts) {
        this.fronts = List.copyOf(fronts);
    }

    /** Of all that the reports rank. */
    public static FrontPage of(List<DataFront> fronts) {
        return new FrontPage(fronts);
    }

    /**
     * Writes {@code front.html} into a folder and returns its path.
     *
     * @throws ReportException if the file cannot be written
     */
    public String write(Storage folder) {
        String html = html(FileName.last(folder.location()));
        try {
            folder.replace(FILE, Content.of(html.getBytes(StandardCharsets.UTF_8)));
            return folder.locate(FILE);
        } catch (IOException e) {
            throw new ReportException(String.valueOf(e.getMessage()), e);
        }
    }

    private String html(String name) {
        return PAGE.formatted(
                Markup.escape(name),
                fronts.stream().map(front -> new Section(front).html()).collect(Collectors.joining()));
    }

    /** One front. */
    private record Section(DataFront front, SweepReport report, FrontCells cells) {
        Section(DataFront front) {
            this(front, front.report(), new FrontCells(front.report()));
        }

        String html() {
            String heading = front.data().isEmpty() ? "" : "<h2>" + Markup.escape(front.data()) + "</h2>";
            return SECTION.formatted(heading, plot(), rows(), Markup.escape(FrontTable.legend(report)));
        }

        private String plot() {
            if (report.objectives().size() < 2 || report.members().isEmpty()) {
                return "";
            }
            Objective up = report.objectives().get(0);
            Objective across = report.objectives().get(1);
            List<PlotPoint> dots = report.members().stream()
                    .sorted(Comparator.comparing((RankedCandidate member) ->
                                    member.candidate().isCandidate())
                            .thenComparing(Comparator.comparing(RankedCandidate::status)
                                    .reversed())
                            .thenComparing(RankedCandidate::knee))
                    .map(member -> PlotPoint.of(member, across, up))
                    .toList();
            return new ScatterPlot(across, up, dots).svg();
        }

        private String rows() {
            Stream<RankedCandidate> shown =
                    report.members().stream().filter(member -> member.status() != FrontStatus.DOMINATED);
            return Stream.concat(
                            Stream.of(row("th", cells.header())), shown.map(member -> row("td", cells.row(member))))
                    .collect(Collectors.joining("\n"));
        }

        private String row(String tag, List<String> row) {
            return IntStream.range(0, row.size())
                    .mapToObj(i -> {
                        String open = i < cells.words() ? tag + " class=\"word\"" : tag;
                        return "<%s>%s</%s>".formatted(open, Markup.escape(row.get(i)), tag);
                    })
                    .collect(Collectors.joining("", "<tr>", "</tr>"));
        }
    }

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Pareto front of %1$s</title>
            <style>
            body { font: 14px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2em auto; padding: 0 1em; color: #1e293b }
            svg { width: 100%%; font-size: 12px; fill: #475569 }
            .grid { stroke: #e2e8f0 } .margin { stroke: #0f766e; opacity: .5 }
            .stairs { fill: none; stroke: #0f766e; stroke-width: 1.5 }
            circle { stroke: #fff } .dominated { fill: #7da2c9 } .tied { fill: #5eead4 }
            .front { fill: #0f766e } .control { fill: #cbd5e1 } .control.front { fill: #fff; stroke: #0f766e; stroke-width: 2 }
            .knee { stroke: #ea580c; stroke-width: 3 }
            i { display: inline-block; width: .8em; height: .8em; border-radius: 50%%; margin: 0 .4em 0 1.2em }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums }
            th, td { padding: .2em .8em; text-align: right; border-bottom: 1px solid #e2e8f0; white-space: nowrap }
            td.word, th.word { text-align: left }
            </style>
            <h1>Pareto front of %1$s</h1>
            %2$s</html>
            """;

    private static final String SECTION = """
            %1$s
            %2$s
            <p><i style="background: #0f766e"></i>front, with 95%% confidence
            <i style="background: #ea580c"></i>knee
            <i style="background: #5eead4"></i>tied with it
            <i style="background: #7da2c9"></i>dominated
            <i style="background: #cbd5e1"></i>controls and baselines
            <i style="border: 2px solid #0f766e; width: .6em; height: .6em"></i>such on the front</p>
            <div style="overflow-x: auto"><table>
            %3$s
            </table></div>
            <pre>%4$s</pre>
            """;
}
