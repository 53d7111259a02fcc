package io.espalier.spark.page;

import io.espalier.pareto.Objective;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.ReportException;
import io.espalier.storage.Content;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The page of a sweep: {@code report.html}, one file with styles, scripts and data inside, which fetches nothing. What the
 * tables hold is in it as JSON, compressed with gzip, in base64.
 *
 * <p>It stays below {@link #MOST_BYTES}: where curves would make it larger, each keeps fewer evaluations, and the page says
 * so.
 *
 * @param data as base64
 */
public record SweepPage(String data) {
    /** Name of the file in a sweep's folder. */
    public static final String FILE = "report.html";

    /** How large a page may be. */
    public static final int MOST_BYTES = 3_000_000;

    private static final int TRIES = 8;

    /**
     * Of the rows that are there now.
     *
     * @param command how to call the command line, for commands that the page shows
     * @throws io.espalier.binding.InvalidValueException if an objective is no numeric column of the table
     * @throws ReportException if the tables cannot be read
     */
    public static SweepPage of(Storage out, List<Objective> objectives, Grids grids, String command) {
        PageData data = PageData.read(out, objectives, grids, command);
        int room = MOST_BYTES - PageFiles.size();
        return IntStream.range(0, TRIES)
                .mapToObj(halvings -> new SweepPage(Packed.base64(data.json(halvings))))
                .filter(page -> page.data().length() <= room)
                .findFirst()
                .orElseGet(() -> new SweepPage(Packed.base64(data.withoutDetails())));
    }

    /** The whole file. */
    public String html() {
        return PageFiles.html(data);
    }

    /**
     * Writes {@code report.html} into a folder and returns its path.
     *
     * @throws ReportException if the file cannot be written
     */
    public String write(Storage folder) {
        try {
            folder.replace(FILE, Content.of(html().getBytes(StandardCharsets.UTF_8)));
            return folder.locate(FILE);
        } catch (IOException e) {
            throw new ReportException(String.valueOf(e.getMessage()), e);
        }
    }
}
